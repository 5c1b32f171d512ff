"""Names of persons: forms of one name are one, names of two persons are two."""

from __future__ import annotations

import pytest

from gipfelbuch.matching.names import FULL, NONE, PART, name_words, same_name


@pytest.mark.parametrize(
    "one, other",
    [
        ("Wolodymyr Selenskyj", "Volodymyr Zelensky"),
        ("Wladimir Putin", "Vladimir Poutine"),
        ("Mohammed Chatami", "Mohammad Khatami"),
        ("Michail Gorbatschow", "Mikhail Gorbachev"),
        ("Lewan Dschaparidse", "Levan Japaridze"),
        ("Lee Jae Myung", "Lee Jae-myung"),
        ("Jae-myung Lee", "Lee Jae Myung"),
        ("Lee Jaemyung", "Lee Jae-myung"),
        ("Reiko Kanzaki", "Kanzaki Reiko"),
        ("Mustafa Abdel Hadi", "Mostafa Abdelhadi"),
        ("Trịnh Quốc Khải", "Trinh Quoc Khai"),
        ("Ondřej Havránek", "Ondrej Havranek"),
        ("Rövşən Qasımlı", "Rowschan Gassimly"),
        ("Petr S.", "Petr Sladek"),
        ("Ursula von der Leyen", "Ursula Leyen"),
    ],
)
def test_spellings_orders_and_particles_of_one_name_are_one_name(one: str, other: str) -> None:
    assert same_name(name_words(one), name_words(other)) == FULL
    assert name_words(one).keys & name_words(other).keys


@pytest.mark.parametrize(
    "short, long",
    [("Osthaus", "Friederike Osthaus"), ("Quoc Khai", "Trinh Quoc Khai"), ("George Bush", "George W. Bush")],
)
def test_a_shorter_name_is_part_of_a_longer_one(short: str, long: str) -> None:
    assert same_name(name_words(short), name_words(long)) == PART
    assert same_name(name_words(long), name_words(short)) == PART


@pytest.mark.parametrize(
    "one, other",
    [
        ("Kim Jong Un", "Kim Jong Il"),
        ("Angela Merkel", "Friedrich Merz"),
        ("Hu Jintao", "Wen Jiabao"),
        ("George Bush", "Jeb Bush"),
        ("Kenan Bozkurt", "Selim Aktaş"),
    ],
)
def test_names_of_two_persons_are_two_names(one: str, other: str) -> None:
    assert same_name(name_words(one), name_words(other)) == NONE
