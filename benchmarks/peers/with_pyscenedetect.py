"""Shots by PySceneDetect with its defaults: `with_pyscenedetect.py DETECTOR FILE` prints the times of cuts, a line each.

Times are seconds from the first picture.
"""

import sys

from scenedetect import AdaptiveDetector, ContentDetector, SceneManager, open_video

video = open_video(sys.argv[2], backend="pyav")
manager = SceneManager()
manager.add_detector({"content": ContentDetector, "adaptive": AdaptiveDetector}[sys.argv[1]]())
manager.detect_scenes(video)
for start, _ in manager.get_scene_list()[1:]:
    print(f"{start.get_seconds():.6f}")
