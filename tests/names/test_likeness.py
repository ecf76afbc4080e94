"""Whether two names are one person's: invented pairs, the wrong merges first of all."""

from __future__ import annotations

import pytest

from wagtail_cstonews.names.blocking import block_key, block_keys
from wagtail_cstonews.names.likeness import Likeness, likeness

SAME = """
Taalatbek Masadykov = Taalatbek Masadikov
Taalatbek Masadykov = TAALATBEK MASADYKOV
Taalatbek Masadykov = Masadykov Taalatbek
Taalatbek Masadykov = Masadykov, Taalatbek
Taalatbek Masadykov = Talatbek Masadykov
Taalatbek Masadykov = Таалатбек Масадыков
Taalatbek Masadykov = Taalatbek Sadykovich Masadykov
Taalatbek Masadykov = Masadykov Taalatbek Sadykovich
Taalatbek Masadykov = Mr. Taalatbek Masadykov
Taalatbek Masadykov = Dr Taalatbek Masadykow
Ermek Zhunusaliev = Ermek Dzhunusaliev
Ermek Zhunusaliev = Ermek Junusaliyev
Ermek Zhunusaliev = Ermek Zhunusalyev
Sadyr Zhaparbekov = Sadyr Japarbekov
Kasym Zholdoshev = Qasym Joldoshev
Kassym Toktonaliev = Kasym Toktonaliyev
Rustam Khakimzoda = Rustam Hakimzoda
Bakhtiyor Mirzayev = Bahtiyor Mirzaev
Bakhtiyor Mirziyoyev = Bakhtiyor Mirzioev
Sergei Lobanov = Sergey Lobanov
Sergei Lobanov = Serguei Lobanov
Andrei Korolyov = Andrey Korolev
Andrei Korolyov = Andrej Koroliov
Aleksandr Voronin = Alexandr Voronin
Aleksandr Voronkov = Alexander Voronkov
Aleksei Bezrukov = Alexey Bezrukov
Yevgeny Starikov = Evgeny Starikov
Yevgeny Starikov = Evgenii Starikov
Yevgeny Starikov = Yevgeniy Starikov
Yekaterina Losevskaya = Ekaterina Losevskaia
Yelena Gorbunova = Elena Gorbunova
Dmitry Zabelin = Dmitri Zabelin
Dmitry Zabelinsky = Dmitriy Zabelinskiy
Dmitry Zabelinsky = Dmitrii Zabelinski
Oleh Kravchenko = Oleh Kravtchenko
Petro Zalizny = Petro Zaliznyy
Mykola Berezovskyi = Mykola Berezovskyy
Yuliya Timchenko = Iuliia Tymchenko
Yulia Tymchenko = Julija Timchenko
Mikhail Sukhanov = Mihail Suhanov
Nikolai Vetrov = Nicolai Vetrov
Viktor Tsvetkov = Victor Tzvetkov
Pavel Romanov = Pavel Romanoff
Igor Shcherbakov = Igor Scherbakov
Anatoly Khodorenko = Anatoliy Hodorenko
Gennady Yusupov = Gennadiy Iusupov
Timur Jusupov = Timur Yusupov
Levon Petrosyan = Levon Petrosian
Nana Gelashvili = Нана Гелашвили
Olga Semyonova = Olga Semenova
Олег Семёнов = Oleg Semyonov
Марина Соколовская = Marina Sokolovskaya
Имангали Тасболатов = Imangali Tasbolatov
Gulnara Akmatova = Gulnara Akmatowa
Vladimir Ilyich Fokin = Vladimir Fokin
Natalia Petrovna Zueva = Natalya Zueva
Azamat Bakirov = Azamat Bakirov Salmor uulu
Mohammed Al-Rashidi = Muhammad al-Rashidi
Mohamed Rashidi = Mohammad al-Rashidi
Ahmed Khaled Nasser = Ahmad Khalid Nasser
Hussein al-Tamimi = Husain Tamimi
Yousef bin Salem = Yusuf Salem
Omar al-Faraj = Umar al-Faraj
Moammar Gaddafi = Muammar Qadhafi
Abdullah Karzani = Abdulla Karzani
Jean-Luc Moreau = Jean Luc Moreau
Jean–Luc O’Brien-Núñez = Jean-Luc O'Brien Nunez
José Muñoz Peralta = Jose Munoz Peralta
Jürgen Müllenbach = Juergen Muellenbach
Jürgen Müllenbach = Jurgen Mullenbach
Søren Bjørnvig = Soeren Bjoernvig
Søren Bjørnvig = Soren Bjornvig
Åsa Lindqvist = Aasa Lindqvist
Strauß Weißmann = Strauss Weissmann
Małgorzata Wiśniak = Malgorzata Wisniak
Zoë Castellan = Zoe Castellan
François Lemaître = Francois Lemaitre
İlker Doğanay = Ilker Doganay
Ștefan Țurcanu = Stefan Turcanu
Bjarni Þorsteinsson = Bjarni Thorsteinsson
Senator Ottilie Branwen, Jr. = Senator Ottilie Branwen Jr
Ottilie Branwen III = Ottilie Branwen, III
Prof. Ottilie Branwen = Ottilie Branwen
Sir Peregrine Holloway = Peregrine Holloway
Patrick O'Malloran = Patrick O’Malloran
Mary Jo Tillinghast = Mary-Jo Tillinghast
Xi Junlong = Xi Jun-long
Ottilie R. Branwen = Ottilie R Branwen.
Kim Dae-sung = Kim Daesung
Николай Ветров = Ветров Николай
Ольга Зуева = Olga Zuyeva
"""

SHORTER = """
T. Masadykov = Taalatbek Masadykov
T. Masadykov = Taalatbek Masadikov
Masadykov = Taalatbek Masadykov
Masadikov = Taalatbek Masadykov
Mr. Masadykov = Taalatbek Masadykov
T. S. Masadykov = Taalatbek Masadykov
T. Masadykov = Taalatbek S. Masadykov
Т. Масадыков = Taalatbek Masadykov
Ottilie Branwen = Ottilie R. Branwen
Ottilie R. Branwen = Ottilie Rose Branwen
O. Branwen = Ottilie Branwen
O. R. Branwen = Ottilie Rose Branwen
Andrés López Obregón = Andrés Manuel López Obregón
Ye. Starikov = Yevgeny Starikov
Branwen = O. Branwen
"""

MISPRINT = """
Condolanza Ricketts = Condolnaza Ricketts
Janet Napolitaro = Janet Napoltiaro
Sabine Leutheuser = Sabine Leuteuser
Omar Hassan = Hassan Omar
Scott Jameson = Jameson Scott
Ryan Kelton = Kelton Ryan
Bartholomew Finch = Barthlomew Finch
"""

DIFFERENT = """
Taalatbek Masadykov = Timur Masadykov
Taalatbek Masadykov = Taalatbek Masadykova
Taalatbek Masadykov = Taalaibek Osmonov
T. Masadykov = Nurlan Masadykov
T. Masadykov = N. Masadykov
Aigul Sadykova = Aigul Sadykov
Aigul Sadykova = Aigerim Sadykova
Aigul Sadykova = Ainura Sadykova
Nurlan Asanov = Nurlan Asanbekov
Nurlan Asanov = Nurbek Asanov
Asan Usenov = Usen Asanov
Ivan Petrov = Petr Ivanov
Ivan Petrov = Ivan Petrenko
Ivan Petrov = Ivan Petrovsky
Ivan Petrov = Ivana Petrova
Olga Semenova = Olga Simonova
Olga Ivanova = Inga Ivanova
Maria Sokolova = Mara Sokolova
Maria Sokolova = Marina Sokolova
Maria Sokolova = Mariana Sokolova
Anna Orlova = Hanna Orlova
Anna Orlova = Anya Orlova
Anna Orlova = Inna Orlova
Alexander Volkonsky = Alexandra Volkonsky
Alexander Markov = Alexei Markov
Andrei Markov = Andrian Markov
Sergei Markov = Sergei Marchenko
Mikhail Gusev = Michael Gusev
Dmitry Orlov = Demid Orlov
Vladimir Fokin = Vladislav Fokin
Viktor Belov = Viktoria Belova
Hassan Tamimi = Hussein Tamimi
Ahmed Rashidi = Hamed Rashidi
Mahmoud Rashidi = Mohammed Rashidi
Ali Rashidi = Alia Rashidi
Salem Haddad = Salim Haddad
Omar Nasser = Amr Nasser
John Smithers = Jon Smithers
John Smith = John Smyth
John Smith = Jane Smith
John Smith = J. Smythe
Peter Anders = Peter Andres
Peter Hansen = Peter Hanson
Peter Hansen = Petra Hansen
Lars Jensen = Lars Jansen
Lars Petersen = Lauri Petersen
Thomas Meyer = Thomas Maier
Thomas Meyer = Thomas Meier
Thomas Muller = Thomas Mueller
Karl Schmid = Karl Schmidt
Karl Braun = Karla Braun
Anne Clark = Anne Clarke
Anne Clark = Anna Clark
Anne Stewart = Anne Stuart
David Fisher = David Fischer
David Brown = David Browne
David Reid = David Reed
Daniel Craigie = Danielle Craigie
Daniel Craigie = Daniela Craigie
Julian Forster = Julia Forster
Christian Weller = Christina Weller
Christian Weller = Christine Weller
Gabriel Ossory = Gabriela Ossory
Eric Holdane = Erica Holdane
Paul Renwick = Paula Renwick
Robert Kensington = Roberta Kensington
Jean Moreau = Joan Moreau
Jean Moreau = Jan Moreau
Jean Moreau = Jean-Luc Morel
Ottilie Branwen = Ottilie Branwen Jr.
Ottilie Branwen Sr. = Ottilie Branwen Jr.
Ottilie Branwen II = Ottilie Branwen III
George W. Halvard = George H. W. Halvard
George W. Halvard = George H. Halvard
George Walker Halvard = George Herbert Halvard
Mary Anne Tolliver = Mary Kate Tolliver
Al Gorham = Karenna Gorham
Ben Sandoval = Benjamin Sandoval
Bill Carteret = Hillary Carteret
Barack Obaden = Michelle Obaden
Donald Tremper = Ivanka Tremper
Donald Tremper = Donald Trumper
Kim Jong Su = Kim Jong Sun
Kim Jong Su = Kim Yong Su
Kim Min-ji = Kim Min-jae
Kim Min-ji = Lee Min-ji
Li Wei = Liu Wei
Li Wei = Wei Min
Wang Fang = Wang Feng
Wang Fang = Zhang Fang
Chen Jie = Cheng Jie
Nguyen Van Tam = Nguyen Van Tan
Nguyen Thi Lan = Nguyen Thi Linh
Xi Junlong = Xi Junlan
Park Ji-won = Park Ji-hoon
Maria Garcia = Mario Garcia
Carlos Fuentes = Carla Fuentes
José Ramirez = Josefa Ramirez
Luis Herrera = Luisa Herrera
Juan Pablo Ortega = Juan Carlos Ortega
Juan Ortega = Juana Ortega
Andrés López = Andrea López
Rafael Correa = Rafaela Correa
Giovanni Bianco = Giovanna Bianco
Paolo Ferri = Paola Ferri
Marco Rossetti = Marco Rossini
Emma Larsson = Emma Larsen
Erik Lindqvist = Erika Lindqvist
Sofia Lindgren = Sofia Lundgren
Sofia Lindgren = Sonia Lindgren
Masadykov = Sadykov
Masadykov = Taalatbek Sadykov
Taalatbek = Taalatbek Masadykov
Osmonov = Bakyt Osmonova
Levon Petrosyan = Levan Petriashvili
Levon Sargsyan = Leon Sarkisov
Nana Gelashvili = Nina Gelashvili
Rustam Khakimov = Rustam Karimov
Rustam Khakimov = Ruslan Khakimov
Sadyr Japarov = Sabyr Japarov
Oleh Kravchuk = Oleh Kravchenko
Petro Zalizny = Pavlo Zalizny
Volodymyr Zelin = Volodymyr Zelenko
Igor Shubin = Igor Zubin
Pavel Belov = Pavel Bulov
Pavel Belov = Pavel Bely
Anton Chernov = Anton Chernykh
Emil Bek = Emil Beck
J.J. Goldwyn = Jeffrey Goldwyn
D. E. Holloway = David Holloway
Peter Anderson = Peter Andersen
Janet Napolitaro = Janet Napolitiro
Ye. Starikov = Yuri Starikov
"""


def pairs(text):
    return [tuple(line.split(" = ")) for line in text.strip().splitlines()]


def test_there_are_enough_pairs():
    assert sum(len(pairs(text)) for text in (SAME, SHORTER, MISPRINT, DIFFERENT)) >= 200


@pytest.mark.parametrize(("one", "other"), pairs(DIFFERENT))
def test_two_people(one, other):
    assert likeness(one, other) is Likeness.DIFFERENT
    assert likeness(other, one) is Likeness.DIFFERENT


@pytest.mark.parametrize(("one", "other"), pairs(SAME))
def test_two_spellings(one, other):
    assert likeness(one, other) is Likeness.SAME
    assert likeness(other, one) is Likeness.SAME
    assert block_key(other) in block_keys(one) or block_key(one) in block_keys(other)


@pytest.mark.parametrize(("one", "other"), pairs(SHORTER))
def test_one_says_less(one, other):
    assert likeness(one, other) is Likeness.SHORTER
    assert likeness(other, one) is Likeness.SHORTER
    assert block_key(other) in block_keys(one)


@pytest.mark.parametrize(("one", "other"), pairs(MISPRINT))
def test_misprints(one, other):
    assert likeness(one, other) is Likeness.MISPRINT
    assert likeness(other, one) is Likeness.MISPRINT


@pytest.mark.parametrize("name", ["", "—", "...", "\u200b", "Mr.", "Jr.", ",", "李", "🙂 🙂"])
def test_odd_names_are_nobody(name):
    assert likeness(name, "Taalatbek Masadykov") is Likeness.DIFFERENT
    assert likeness(name, "") is Likeness.DIFFERENT
    block_keys(name)
