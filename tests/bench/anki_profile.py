"""Run with the bench's own Python: a base folder for Anki in which no first-run dialogue stands in the way.

Its look-ups on the network are off, and it draws in software, which is its quickest setting without a GPU.
"""

import sys

from aqt.profiles import ProfileManager, VideoDriver

NAME = "Bench"


def prepare(base: str) -> None:
    manager = ProfileManager(ProfileManager.get_created_base_folder(base))
    manager.setupMeta()
    manager.setLang("en_US")
    manager.create(NAME)
    manager.openProfile(NAME)
    manager.set_update_check(False)
    manager.set_check_for_addon_updates(False)
    manager.set_video_driver(VideoDriver.Software)
    manager.save()


if __name__ == "__main__":
    prepare(sys.argv[1])
