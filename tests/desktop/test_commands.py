import pytest

from desktop.commands import FILE, Command, commands_of


def test_a_command_belongs_to_a_menu_that_exists():
    with pytest.raises(ValueError, match="no menu 'Edti'"):
        Command("Edti", "Copy", "", print)


def test_a_screen_that_says_nothing_adds_nothing():
    assert commands_of(object()) == ()


def test_a_screen_adds_what_it_says():
    command = Command(FILE, "Export…", "Ctrl+E", print)

    class Screen:
        def commands(self) -> tuple[Command, ...]:
            return (command,)

    assert commands_of(Screen()) == (command,)
