"""The speech models the app knows, and no others: their files, with the digests that the official repositories publish.

tiny.en and base also come in packages of the package index (``audio.transcription.models``), all five from the hub
(``audio.transcription.hub``). Any other model is a folder that a person has, and nobody here vouches for it.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ModelFile:
    """One file of a model: size in bytes and SHA-256, or git's SHA-1 of the blob where only that is published."""

    name: str
    size: int
    sha256: str = ""
    git_sha1: str = ""


@dataclass(frozen=True, slots=True)
class Model:
    """One model of the catalogue."""

    name: str
    repository: str
    revision: str
    files: tuple[ModelFile, ...]

    @property
    def bytes(self) -> int:
        """What all of its files take together."""
        return sum(file.size for file in self.files)


_TOKENIZER = ModelFile("tokenizer.json", 2203239, "fb7b63191e9bb045082c79fd742a3106a12c99513ab30df4a0d47fa6cb6fd0ab")
_VOCABULARY = ModelFile("vocabulary.txt", 459861, "34ce3fe1c5041027b3f8d42912270993f986dbc4bb34cf27f951e34a1e453913")


def _multilingual(name: str, revision: str, weights: ModelFile, config: ModelFile) -> Model:
    """tiny, base, small and medium share tokenizer and vocabulary byte for byte."""
    return Model(name, f"Systran/faster-whisper-{name}", revision, (weights, config, _TOKENIZER, _VOCABULARY))


CATALOGUE = {
    model.name: model
    for model in (
        Model(
            "tiny.en",
            "Systran/faster-whisper-tiny.en",
            "0d3d19a32d3338f10357c0889762bd8d64bbdeba",
            (
                ModelFile("model.bin", 75537502, "1a5afae06a4db91c975c9a9d78be5cc110ee4ea022ad57d55492e4550e936b2a"),
                ModelFile("config.json", 2317, "14b1b421a90349bc551b881461426b561a874049cb9e4c4864f2ca384f6a7cc5"),
                ModelFile(
                    "tokenizer.json", 2128466, "929c5252409436dce1b38a75d1abbcb5e132d170d8e324e4e04ed915fa2d22df"
                ),
                ModelFile("vocabulary.txt", 422309, "ff77588746d3a2595d32ab5b69ffd7b95ce2441ac57533cb66fc3eb575a115cf"),
            ),
        ),
        _multilingual(
            "base",
            "ebe41f70d5b6dfa9166e2c581c45c9c0cfc57b66",
            ModelFile("model.bin", 145217532, "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9"),
            ModelFile("config.json", 2309, "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a"),
        ),
        _multilingual(
            "tiny",
            "d90ca5fe260221311c53c58e660288d3deb8d356",
            ModelFile("model.bin", 75538270, "dcb76c6586fc06cbdac6dd21f14cfd129cc4cdd9dce19bf4ffa62e59cbe6e6d1"),
            ModelFile("config.json", 2249, git_sha1="3baa18e2b321a2f489614607852a729fcd516480"),
        ),
        _multilingual(
            "small",
            "536b0662742c02347bc0e980a01041f333bce120",
            ModelFile("model.bin", 483546902, "3e305921506d8872816023e4c273e75d2419fb89b24da97b4fe7bce14170d671"),
            ModelFile("config.json", 2370, git_sha1="e5047537059bd8f182d9ca64c470201585015187"),
        ),
        _multilingual(
            "medium",
            "08e178d48790749d25932bbc082711ddcfdfbc4f",
            ModelFile("model.bin", 1527906378, "9b45e1009dcc4ab601eff815b61d80e60ce3fd8c74c1a14f4a282258286b51ae"),
            ModelFile("config.json", 2257, git_sha1="242aa06a480a7b5509375c645097e87af5136774"),
        ),
    )
}
