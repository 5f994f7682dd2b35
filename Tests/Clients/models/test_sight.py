"""Our server reads digits in pictures, so that a doctor's questions have true answers."""

import base64
import subprocess
import unittest

import openai

import ground

FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"


def drawn(digits: str) -> str:
    """A white picture of black digits, as a data URI."""
    made = subprocess.run(["ffmpeg", "-v", "error", "-f", "lavfi", "-i", "color=white:s=448x252", "-vf",
                           f"drawtext=fontfile={FONT}:text={digits}:fontsize=80:x=(w-tw)/2:y=(h-th)/2", "-frames:v", "1", "-f", "image2pipe",
                           "-c:v", "mjpeg", "-"], capture_output=True, check=True).stdout
    return "data:image/jpeg;base64," + base64.b64encode(made).decode()


NUMBERS = ["1835", "7206", "9471"]
PICTURES = [drawn(number) for number in NUMBERS]


class Sight(ground.Served):
    def ask(self, model: str, question: str, labels: str = "ABC", before: str = "") -> str:
        parts: list[dict] = [{"type": "text", "text": before}] if before else []
        for label, uri in zip(labels, PICTURES):
            parts += [{"type": "text", "text": f"Picture {label}:"}, {"type": "image_url", "image_url": {"url": uri}}]
        client = openai.OpenAI(base_url=f"{self.address}/v1", api_key="k", max_retries=0)
        messages = [{"role": "user", "content": [*parts, {"type": "text", "text": question}]}]
        return client.chat.completions.create(model=model, messages=messages).choices[0].message.content

    def test_digits_are_read(self):
        for labels in ("A", "AB", "ABC"):
            self.assertEqual(self.ask("good", "What four digits are in the last picture? Digits only.", labels), NUMBERS[len(labels) - 1])
        self.assertEqual(self.ask("good", "What four digits are in the first picture?"), NUMBERS[0])

    def test_labels_are_followed_where_they_stand_by_their_pictures(self):
        for labels in ("CAB", "BCA"):
            question = 'Which digits are in the picture labelled "B"? Digits only.'
            self.assertEqual(self.ask("good", question, labels), NUMBERS[labels.index("B")])
        self.assertEqual(self.ask("images-first", "Which digits are in the picture labelled B?", "CAB"), NUMBERS[0])

    def test_who_does_not_see_guesses(self):
        self.assertEqual(self.ask("blind", "What four digits are in the picture?"), "1234")
        self.assertEqual(self.ask("context-silent@300", "What digits are in the first picture?"), NUMBERS[1])

    def test_words_are_said_again_and_remembered(self):
        self.assertEqual(self.ask("good", "Reply with the word ready.", ""), "ready")
        self.assertEqual(self.ask("good", "What was the marker?", "", "The marker is quince42."), "quince42")
        self.assertEqual(self.ask("context-silent@10", "What was the marker?", "", "The marker is quince42." + " filler" * 50), "I do not know.")


if __name__ == "__main__":
    unittest.main()
