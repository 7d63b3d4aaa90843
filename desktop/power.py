"""Whether the machine runs on its battery, and with it whether the words of an answer have to wait. Knows no Qt."""

from collections.abc import Callable
from typing import Protocol

from desktop.settings.values import Transcribe

FOR_POWER = "The words wait for mains power."
TO_BE_ASKED = "The words wait until you ask for them."


class PowerSource(Protocol):
    """Where the power comes from."""

    def on_battery(self) -> bool:
        """Whether it comes from a battery at this moment; False where that cannot be known."""


class SystemPower:
    """What the system says. A machine without a battery, or one that does not tell, is on mains power."""

    def on_battery(self) -> bool:
        """See ``PowerSource``."""
        try:
            import psutil  # type: ignore[import-untyped]  # noqa: PLC0415 - for those whose words wait for power

            battery = psutil.sensors_battery() if hasattr(psutil, "sensors_battery") else None
        except (ImportError, OSError, RuntimeError):
            return False
        return battery is not None and battery.power_plugged is False


class Patience:
    """Says why words have to wait now; empty when they may come."""

    def __init__(self, chosen: Callable[[], Transcribe], power: PowerSource) -> None:
        self._chosen = chosen
        self._power = power

    def __call__(self) -> str:
        """Look now."""
        match self._chosen():
            case "when_asked":
                return TO_BE_ASKED
            case "on_mains" if self._power.on_battery():
                return FOR_POWER
        return ""
