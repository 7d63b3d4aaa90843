import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audio.transcription.mishearings import Mishearing, builtin_table
from audio.transcription.repair import repaired
from audio.transcription.words import HeardWord

EVERYDAY = (
    "I had a rag in the kitchen, and Laura asked whether the queen would come. We paid in cash, took the train "
    "and read a fifth epic in the evening. My aunt Ann keeps a teapot on the shelf. Jason and Jack hide in the "
    "garden; the colonel really likes yarn and rope, and none of us had an alibi.",
    "The entertainment was great: an opera in C sharp and a face in the crowd. We shifted the piano into four "
    "pieces, in date order. She drew a quadrant, found a pine cone by the river, and told us about the cloud and "
    "the cannery.",
    "A round trip to Boston takes an hour. The red team won. I, O king, have come; I owe you. The moe on the "
    "train wore onyx. In eight days the lama from Tibet will be here, and by then the soft max of the chair is "
    "gone.",
    "The future is in the cards, so let us hide the cash. Good heart, said Moe, and she clawed her way in. I "
    "react badly to pedantic people. They had a gentle pest, a deft hand, a long train, and a high torch in the "
    "video.",
)
HINTS = (
    "Kubernetes",
    "Qdrant",
    "Milvus",
    "RAG",
    "LoRA",
    "RoPE",
    "JSON",
    "CI/CD",
    "A/B test",
    "DataLoader",
    "canary",
    "heap",
)


def said(text: str, probability: float = 0.9) -> list[HeardWord]:
    """``text`` as Whisper gives it: a blank before each word, half a second each."""
    return [
        HeardWord(f" {word}", place * 0.5, place * 0.5 + 0.4, probability) for place, word in enumerate(text.split())
    ]


def text_of(words: tuple[HeardWord, ...]) -> str:
    return "".join(word.text for word in words).strip()


def fixed(text: str, *hints: str) -> str:
    return text_of(repaired(said(text), hints))


@pytest.mark.parametrize(
    ("heard", "meant"),
    [
        ("the embedding goes to C I slash C D.", "the embedding goes to CI/CD."),
        ("an embedding, then C I C D, runs", "an embedding, then CI/CD, runs"),
        ("the K V cache of the GPU", "the KV cache of the GPU"),
        ("the K.V. cash of the GPU", "the KV cache of the GPU"),
        ("fine-tuning with Q Laura works", "fine-tuning with QLoRA works"),
        ("the B P E tokenizer", "the BPE tokenizer"),
        ("a G P U with B-P-E and a tokenizer", "a GPU with BPE and a tokenizer"),
        ("the soft max of the logits", "the softmax of the logits"),
        ("the A B test of the embedding", "the A/B test of the embedding"),
        ("the API waits for I slash O, always", "the API waits for I/O, always"),
        ("the hash map makes it O of n", "the hash map makes it O(n)"),
        ("the hash map makes it o of n log n.", "the hash map makes it O(n log n)."),
        ("the API is written in C sharp", "the API is written in C#"),
        ("HTTP slash 2 for the API", "HTTP/2 for the API"),
        ("BM 25 beside dense retrieval", "BM25 beside dense retrieval"),
        ("the P 95 of the API", "the p95 of the API"),
    ],
)
def test_letters_and_split_words_are_joined(heard: str, meant: str):
    assert fixed(heard) == meant


@pytest.mark.parametrize(
    ("heard", "meant"),
    [
        ("use rag with an embedding", "use RAG with an embedding"),
        ("use rag, not fine-tuning", "use RAG, not fine-tuning"),
        ("with Laura the adapter of the LLM is small", "with LoRA the adapter of the LLM is small"),
        ("with Laura I looked at the LLM", "with Laura I looked at the LLM"),
        ("the pie torch data loader", "the PyTorch data loader"),
        ("the loss of every epic falls with the learning rate", "the loss of every epoch falls with the learning rate"),
        ("a fifth epic about an embedding", "a fifth epic about an embedding"),
        ("the Jason schema of the API", "the JSON schema of the API"),
        ("Jason wrote the API with a good schema", "Jason wrote the API with a good schema"),
        ("we hide the API key", "we hide the API key"),
        ("items are put into four groups by the embedding", "items are put into four groups by the embedding"),
        ("Item potent calls of the API", "Idempotent calls of the API"),
    ],
)
def test_the_table_wants_its_company(heard: str, meant: str):
    assert fixed(heard) == meant


def fitting(entry: Mishearing) -> str:
    return entry.only[0] if entry.only else "embedding"


@pytest.mark.parametrize(
    ("heard", "entry"),
    [
        pytest.param(" ".join(heard), entry, id=f"{' '.join(heard)}-{entry.write}")
        for entry in builtin_table().mishearings
        for heard in entry.heard
    ],
)
def test_every_entry_is_repaired_in_company_and_nowhere_else(heard: str, entry: Mishearing):
    assert entry.write in fixed(f"embedding {fitting(entry)} {heard} and so on")
    alone = f"yesterday we saw {heard} there"
    assert fixed(alone) == alone
    far = f"embedding {fitting(entry)} one two three four five six seven eight {heard}"
    assert entry.write not in fixed(far).split("eight", 1)[1]


@pytest.mark.parametrize("hints", [(), HINTS])
@pytest.mark.parametrize("text", EVERYDAY)
def test_everyday_talk_is_left_alone(text: str, hints: tuple[str, ...]):
    assert fixed(text, *hints) == text


def test_what_was_heard_is_kept_with_its_times_and_the_mean_of_its_probabilities():
    words = [
        HeardWord(" The", 0.0, 0.2, 1.0),
        HeardWord(" embedding,", 0.2, 0.6, 1.0),
        HeardWord(" “C", 1.0, 1.2, 0.9),
        HeardWord(" I", 1.2, 1.4, 0.5),
        HeardWord(" C", 1.4, 1.5, 0.6),
        HeardWord(" D”,", 1.5, 1.9, 0.4),
    ]
    assert repaired(words, ())[2:] == (HeardWord(" “CI/CD”,", 1.0, 1.9, 0.6, heard="C I C D"),)


def test_a_possessive_stays():
    assert fixed("the LLM is rag's other half") == "the LLM is RAG's other half"


def test_the_window_before_is_company_too():
    assert text_of(repaired(said("and then rag."), (), before=said("the embedding"))) == "and then RAG."
    far = said("embedding one two three four five six seven eight nine")
    assert text_of(repaired(said("and then rag."), (), before=far)) == "and then rag."


def test_a_term_does_not_reach_over_the_end_of_a_sentence():
    text = "an embedding is soft. Max the tokenizer"
    assert fixed(text) == text


def test_what_differs_in_hyphens_and_capitals_alone_was_not_misheard():
    text = "the cross encoder and the K-fold split of the embedding"
    assert fixed(text, "cross-encoder", "k-fold") == text


@pytest.mark.parametrize(
    ("heard", "meant"),
    [
        ("the GPU runs in Koobernetis now", "the GPU runs in Kubernetes now"),
        ("the embedding goes to Millvus, then", "the embedding goes to Milvus, then"),
        ("the boat runs in Koobernetis today", "the boat runs in Koobernetis today"),
    ],
)
def test_a_name_among_the_hints_is_known_by_its_sound(heard: str, meant: str):
    assert text_of(repaired(said(heard, 0.6), ("Kubernetes", "Milvus"))) == meant
    assert fixed(heard, "Kubernetes", "Milvus") == heard  # Whisper was sure of it


def test_no_everyday_word_becomes_a_hint_by_its_sound():
    text = "the embedding of a lamb, a mill, an embrace, embarrassing, and a cooper"
    hints = ("Qdrant", "Lambda", "Milla", "Kooper", "Llama", "Embarrasing")
    assert text_of(repaired(said(text, 0.5), hints)) == text


def test_a_word_of_ones_own_is_company_and_is_joined():
    assert fixed("Zanzi Base holds it", "ZanziBase", "RAG") == "Zanzi Base holds it"
    assert fixed("Zanzi Base holds the embedding", "ZanziBase") == "ZanziBase holds the embedding"
    assert fixed("with ZanziBase and rag", "ZanziBase") == "with ZanziBase and RAG"


def test_what_whisper_parts_at_a_stroke_is_one_word():
    words = [HeardWord(" our", 0, 1, 1.0), HeardWord(" CI", 1, 2, 1.0), HeardWord("/CD,", 2, 3, 0.5)]
    assert repaired(words, ()) == (words[0], HeardWord(" CI/CD,", 1, 3, 0.75))


EVERYDAY_WORDS = [
    "rag",
    "Laura",
    "the",
    "soft",
    "max",
    "epic",
    "pie",
    "torch",
    "queen",
    "Jason",
    "K",
    "V",
    "zero",
    "grad",
]
PIECES = [
    *EVERYDAY_WORDS, "embedding", "a", "C", "I", "slash", "D", "cash.", "epic,", "loss", "K-B", "cache", "o", "of", "n",
    "log", "Kubernetties", "-lora", "/CD", "(n)", "adapter:", "GPU",
]  # fmt: skip


@st.composite
def heard_words(draw: st.DrawFn) -> list[HeardWord]:
    words: list[HeardWord] = []
    at = 0.0
    for text in draw(st.lists(st.sampled_from(PIECES), max_size=25)):
        end = at + draw(st.floats(0, 1))
        words.append(HeardWord(text if text[0] in "-/(" else f" {text}", at, end, draw(st.floats(0, 1))))
        at = end
    return words


def unrepaired(word: HeardWord) -> str:
    """The text as it stood before a repair: blank and punctuation around it are kept by one."""
    if not word.heard:
        return word.text
    lead = re.match(r"[\s\"'“‘(\[-]*", word.text)
    assert lead
    return word.text[: lead.end()] + word.heard + re.search(r"[\s.,;:!?…\"'”’)\]%]*$", word.text).group()  # type: ignore[union-attr]


@settings(deadline=None)
@given(heard_words(), st.lists(st.sampled_from(HINTS), max_size=5))
def test_text_comes_back_times_rise_and_a_second_time_changes_nothing(words: list[HeardWord], hints: list[str]):
    result = repaired(words, hints)
    letters = re.compile(r"[^\w]+")
    assert letters.sub("", "".join(map(unrepaired, result))) in {letters.sub("", "".join(word.text for word in words))}
    assert all(one.end_s <= two.start_s + 1e-9 for one, two in pairwise(result))
    assert all(word.start_s <= word.end_s and 0 <= word.probability <= 1 for word in result)
    assert repaired(result, hints) == result


@settings(deadline=None)
@given(st.lists(st.sampled_from(EVERYDAY_WORDS)))
def test_without_company_no_word_is_touched(words: list[str]):
    text = " ".join(words)
    assert fixed(text) == text
