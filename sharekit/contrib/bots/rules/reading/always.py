"""Words that work in every bot, before any rule: in the bot's language and in English.

Phrases as in rules. Words that stop a bot count only as a whole message: "Can you stop order 123?"
is a question. "cancel" does not stop it, because customers cancel orders.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal

from sharekit.contrib.bots.rules.reading.fold import get_base
from sharekit.contrib.bots.rules.reading.phrases import Pattern, PhraseError, parse

Always = Literal["stop", "start", "person", "menu", "hello"]

PHRASES: Final[dict[Always, dict[str, str]]] = {
    "stop": {
        "en": "stop; stop stop; stop stop stop; stop now; stop messaging me; stop texting me;"
        "stop sending me messages; stopall; stop all; unsubscribe; opt out; optout; revoke;"
        "stop it; please stop; stop please",
        "de": "stopp; abmelden; abbestellen; austragen; stopp bitte; bitte stopp; bitte stop;"
        "keine nachrichten mehr; hör auf; aufhören",
        "es": "parar; para; basta; alto; baja; darme de baja",
        "fr": "arrêt; arrêter; arrête; arrêtez; désabonner; me désabonner; désinscrire",
        "it": "ferma; fermati; basta; annulla iscrizione; disiscrivimi; cancellami",
        "pt": "parar; pare; sair; cancelar inscrição; descadastrar",
        "nl": "stoppen; afmelden; uitschrijven",
        "pl": "koniec; wypisz; wypisz mnie; zatrzymaj",
        "tr": "dur; durdur; abonelikten çık; mesaj istemiyorum",
        "ar": "توقف; قف; ايقاف; إلغاء الاشتراك",
        "he": "עצור; עצרי; הפסק; הסר; להסיר",
        "ja": "停止; 配信停止; ストップ; やめて",
        "zh": "停止; 退订; 停",
    },
    "start": {
        "en": "start; unstop",
        "de": "starten",
        "es": "iniciar; empezar",
        "fr": "démarrer; commencer; reprendre",
        "it": "inizia; avvia",
        "pt": "iniciar; começar",
        "nl": "starten",
        "pl": "rozpocznij; wznów",
        "tr": "başla; başlat",
        "ar": "ابدأ; بدء",
        "he": "התחל; התחלה",
        "ja": "開始; スタート",
        "zh": "开始",
    },
    "person": {
        "en": "= person; = human; = agent; = operator; = a person; = a human; = an agent;"
        "real|live person|human|agent;"
        "talk|speak|chat|write to|with * person|human|agent|someone|somebody|operator",
        "de": "= mensch; = person; = mitarbeiter; = mitarbeiterin; = ein mensch; echter|echten"
        " mensch|menschen|mitarbeiter; mit * mensch|menschen|mitarbeiter|mitarbeiterin|jemandem"
        " sprechen|reden|schreiben|chatten",
        "es": "= persona; = humano; = agente; = una persona;"
        "hablar con * persona|humano|agente|alguien",
        "fr": "= personne; = humain; = conseiller; = un humain; = une personne;"
        "parler à|a|avec * humain|personne|conseiller|quelqu'un",
        "it": "= persona; = umano; = operatore; = una persona;"
        "parlare con * persona|umano|operatore|qualcuno",
        "pt": "= pessoa; = humano; = atendente; = uma pessoa;"
        "falar com * pessoa|humano|atendente|alguém",
        "nl": "= mens; = persoon; = medewerker; = een mens;"
        "met * mens|persoon|medewerker|iemand spreken|praten|chatten",
        "pl": "= człowiek; = osoba; = konsultant;"
        "rozmawiać|porozmawiać z * człowiekiem|osobą|konsultantem|kimś",
        "tr": "= insan; = temsilci; = müşteri temsilcisi; biriyle|insanla|temsilciyle|temsilcisiyle"
        " konuşmak|görüşmek",
        "ar": "= شخص; = موظف; = إنسان; التحدث|اتحدث * موظف|شخص|إنسان",
        "he": "= נציג; = אדם; = בן אדם; לדבר עם * נציג|אדם|מישהו",
        "ja": "= 人; = 担当者; = オペレーター; 人 と 話; 担当者",
        "zh": "= 人工; = 真人; = 客服; 人工 客服; 转 人工",
    },
    "menu": {
        "en": "= menu; = help; = main menu; = back; = cancel; = start over; = restart",
        "de": "= menü; = hilfe; = hauptmenü; = zurück; = abbrechen; = von vorn; = neu starten",
        "es": "= menú; = ayuda; = volver; = cancelar; = atrás",
        "fr": "= menu; = aide; = retour; = annuler",
        "it": "= menu; = menù; = aiuto; = indietro; = annulla",
        "pt": "= menu; = ajuda; = voltar; = cancelar",
        "nl": "= menu; = hulp; = terug; = annuleren",
        "pl": "= menu; = pomoc; = wróć; = anuluj",
        "tr": "= menü; = yardım; = geri; = iptal",
        "ar": "= القائمة; = قائمة; = مساعدة; = رجوع",
        "he": "= תפריט; = עזרה; = חזרה; = ביטול",
        "ja": "= メニュー; = ヘルプ; = 戻る",
        "zh": "= 菜单; = 帮助; = 返回; = 取消",
    },
    "hello": {
        "en": "= hello; = hi; = hey; = hello there; = hi there; = good morning|afternoon|evening",
        "de": "= hallo; = guten tag|morgen|abend; = moin; = servus; = grüß gott; = grüezi",
        "es": "= hola; = buenas; = buenos días; = buenas tardes|noches",
        "fr": "= bonjour; = bonsoir; = salut; = coucou",
        "it": "= ciao; = salve; = buongiorno; = buonasera; = buon giorno",
        "pt": "= olá; = oi; = bom dia; = boa tarde|noite",
        "nl": "= hallo; = hoi; = dag; = goedemorgen|goedemiddag|goedenavond",
        "pl": "= cześć; = dzień dobry; = dobry wieczór; = hej",
        "tr": "= merhaba; = selam; = günaydın; = iyi günler|akşamlar",
        "ar": "= مرحبا; = السلام عليكم; = صباح|مساء الخير; = أهلا",
        "he": "= שלום; = היי; = בוקר|ערב טוב",
        "ja": "= こんにちは; = こんばんは; = おはよう; = おはようございます",
        "zh": "= 你好; = 您好; = 早上好",
    },
}
DISCLOSING: Final[dict[str, str]] = {
    "en": "automatic automated automatically bot robot chatbot",
    "de": "automatisch automatische automatischer automatisches automatischen automatisierte"
    " automatisierter bot roboter chatbot",
    "es": "automático automática automatizado automatizada bot robot",
    "fr": "automatique automatisé automatisée bot robot",
    "it": "automatico automatica automatizzato bot robot",
    "pt": "automático automática automatizado bot robô",
    "nl": "automatisch automatische geautomatiseerde bot robot chatbot",
    "pl": "automatyczny automatyczna automat bot robot",
    "tr": "otomatik bot robot",
    "ar": "آلي تلقائي الآلي التلقائي بوت روبوت",
    "he": "אוטומטי אוטומטית בוט רובוט",
    "ja": "自動 ボット",
    "zh": "自动 机器人",
}
"""Words of which one should be in a greeting, so that customers know what answers them."""


def list_phrases(kind: Always, language: str) -> list[str]:
    """Return the phrases of a kind, in English and in a language that has some."""
    by_language = PHRASES[kind]
    own = by_language.get(get_base(language), "")
    phrases = [each.strip() for each in f"{by_language['en']};{own}".split(";")]
    whole = kind in ("stop", "start")
    return [f"= {each}" if whole else each for each in dict.fromkeys(phrases) if each]


def compile_always(
    language: str, stop_words: Iterable[str] = ()
) -> tuple[tuple[Always, Pattern], ...]:
    """Return the patterns of all kinds, those that stop first.

    `stop_words` are further messages that stop the bot; those that cannot be read are left out,
    which a check reports.
    """
    found: list[tuple[Always, Pattern]] = [
        (kind, parse(phrase, language))
        for kind in PHRASES
        for phrase in list_phrases(kind, language)
    ]
    for word in stop_words:
        try:
            found.insert(0, ("stop", parse(f"= {word}", language)))
        except PhraseError:
            continue
    return tuple(found)
