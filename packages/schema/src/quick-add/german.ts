import type { Language } from "./language.ts";

/** Weekdays, and the parts of a day with the endings that follow them: "Montagabend". */
const WEEKDAYS = ["montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag"];
const PARTS = {
  "09:00": "früh",
  "11:00": "vormittag",
  "12:00": "mittag",
  "15:00": "nachmittag",
  "19:00": "abend",
  "21:00": "nacht",
};

function compounds(endings: string): string[] {
  return WEEKDAYS.map((weekday) =>
    endings
      .split(" ")
      .map((ending) => weekday + ending)
      .join(" "),
  );
}

const COMPOUND_PARTS = { ...PARTS, "09:00": "früh morgen" };
const WITH_PART = compounds(Object.values(COMPOUND_PARTS).join(" "));
const DAY_PARTS = Object.fromEntries(
  Object.entries(COMPOUND_PARTS).map(([time, words]) => [time, compounds(words).join(" ")]),
);

/** The words and patterns of German. */
export const german: Language = {
  tag: "de",
  classes: {
    weekday: `montag mo ${WITH_PART[0]}, dienstag di ${WITH_PART[1]}, mittwoch mi ${WITH_PART[2]}, donnerstag do ${WITH_PART[3]}, freitag fr ${WITH_PART[4]}, samstag sonnabend sa ${WITH_PART[5]}, sonntag so ${WITH_PART[6]}`,
    onWeekday: "montags, dienstags, mittwochs, donnerstags, freitags, samstags sonnabends, sonntags",
    month:
      "januar jänner jan, februar feber feb, märz maerz mär mrz, april apr, mai, juni jun, juli jul, august aug, september sep sept, oktober okt, november nov, dezember dez",
    unit: {
      minute: "minute minuten min",
      hour: "stunde stunden std",
      day: "tag tage tagen tages",
      week: "woche wochen",
      month: "monat monate monaten monats quartal quartale quartalen quartals",
      year: "jahr jahre jahren jahres",
    },
    letter: { minute: "m", hour: "h", day: "t", week: "w", year: "j" },
    factor: { 3: "quartal quartale quartalen quartals" },
    n: "ein eine einer einem einen, zwei zweite zweiten, drei, vier, fünf fuenf, sechs, sieben, acht, neun, zehn, elf, zwölf zwoelf, dreizehn, vierzehn",
    nth: {
      1: "erste ersten erster erstes",
      2: "zweite zweiten zweiter zweites",
      3: "dritte dritten dritter drittes",
      4: "vierte vierten vierter viertes",
      5: "fünfte fünften",
      "-1": "letzte letzten letzter letztes",
    },
    every: "jeden jede jedes jeder jed alle",
    this: "diesen diese dieses dieser diesem",
    next: "nächste nächsten nächster nächstes nächstem naechste naechsten naechster naechstes kommende kommenden kommender kommendes",
    workday: "werktag werktags werktage wochentag wochentage arbeitstag arbeitstage werktages arbeitstages",
    part: PARTS,
    dayPart: DAY_PARTS,
    laterPart: { "09:00": "morgen" },
    noun: "ende monatsende",
    moment: { "12:00": "mittags", "00:00": "mitternacht" },
    habit: {
      "09:00": "morgens früh",
      "11:00": "vormittags",
      "15:00": "nachmittags",
      "19:00": "abends",
      "21:00": "nachts",
    },
    adverb: {
      day1: "täglich taeglich",
      week1: "wöchentlich woechentlich",
      week2: "zweiwöchentlich vierzehntägig",
      month1: "monatlich",
      month3: "vierteljährlich quartalsweise",
      year1: "jährlich jaehrlich",
    },
  },
  ordinal: /^(\d{1,2})\.$/,
  patterns: {
    day: {
      fromToday: ["heute => 0", "morgen => 1", "übermorgen|uebermorgen => 2"],
      offset: ["heute? in {n} {unit}", "in {short}|{minutes}"],
      unit: ["{next} {unit}"],
      weekday: ["{weekday}", "{this} {weekday} => phrase"],
      nextWeekday: ["{next} {weekday}", "{weekday} {next} woche", "{next} woche {weekday}"],
      weekend: ["wochenende", "{this} wochenende => 0", "{next} wochenende => 1"],
      monthDay: ["{weekday}? der|den|dem? {date} {month} {year}?"],
      calendar: ["{weekday}? der|den|dem? {calendar}"],
      dayOfMonth: [
        "{ordinal}",
        "{weekday} der|den|dem? {ordinal} => phrase",
        "den|dem? {ordinal} des|dieses monats => phrase",
      ],
      weekdayOfMonth: [
        "den|dem? {nth} {weekday} im|des|diesen|dieses monat|monats|{month}",
        "den|dem? {nth} {weekday} im {next} monat => 1",
      ],
      lastDay: [
        "den|dem? letzten|letzter tag im|des|diesen|dieses monat|monats|{month}",
        "den|dem? letzten|letzter tag im|des {next} monat|monats => 1",
        "ende {month}",
        "monatsende",
      ],
      lastWorkday: ["den|dem? letzten|letzter {workday} im|des|diesen|dieses monat|monats|{month}"],
      endOf: ["ende des|der|dieses|dieser|diesen {unit}"],
    },
    time: {
      clock: ["um|ab|@? {clock} uhr?", "um|ab|@? {dotClock=clock} uhr", "um {dotClock=clock}"],
      hour: ["um|@ {hour}"],
      hour24: ["um|ab|@? {hour} uhr {n=minute}?"],
      fraction: ["um? halb {hour} => -30", "um? viertel nach {hour} => 15", "um? viertel vor {hour} => -15"],
      range: [
        "von? {clock} uhr? bis|- {clock=until} uhr?",
        "von|um? {range} uhr?",
        "von|um? {hourRange=range} uhr",
        "von? {hour=from} bis|- {hour=until} uhr",
      ],
      part: [
        "um {moment}",
        "{moment} => weak",
        "{habit=part} => weak",
        "am|in {part} => weak",
        "am {laterPart=part} => weak",
        "in der {part} => weak",
      ],
    },
    repeat: {
      unit: ["{every} {n}|{nth}? {unit}"],
      weekdays: [
        "{every} {n}? {unit} am? {weekdays}",
        "{every} 2. {unit} am? {weekdays} => 2",
        "{every} {n}? {weekdays}",
        "{every} 2. {weekdays} => 2",
        "{onWeekdays=weekdays}",
        "{every} {n} {unit} {onWeekdays=weekdays}",
      ],
      workdays: ["{every} {workday}", "werktags|wochentags"],
      weekend: ["{every} wochenende"],
      part: ["{every} {part}|{laterPart=part}"],
      monthDays: [
        "{every} {ordinals}",
        "{every} {nths} tag? im|des|jeden monat|monats",
        "am? {nths} jeden|jedes monat|monats",
        "am {nths} im monat",
        "{every} {n}? {unit} am {ordinals}",
        "{every} 2. {unit} am {ordinals} => 2",
      ],
      lastDay: [
        "{every} letzten tag",
        "{every} letzten tag im|des monat|monats",
        "{every} {n}? {unit} am letzten tag",
        "am letzten tag jedes|jeden {unit}",
        "am letzten tag im monat",
      ],
      lastWorkday: [
        "{every} {nth} {workday}",
        "{every} {nth} {workday} im|des monat|monats",
        "{every} {unit} am {nth} {workday}",
        "am {nth} {workday} jedes|jeden monats|monat",
      ],
      ordinalWeekday: [
        "{every} {nths} {weekday}",
        "{every} {nths} {weekday} im|des monat|monats|{month}",
        "{every} {n}? {unit} am {nths} {weekday}",
        "am {nths} {weekday} jedes|jeden monats|monat",
      ],
      yearDay: [
        "{every} {date}? {month}",
        "{every} {unit} am {date} {month}",
        "am? {date} {month} jährlich|jaehrlich",
        "am? {date} {month} jedes jahr",
        "jährlich|jaehrlich am {date} {month}",
      ],
      adverb: ["{adverb}", "{adverb} am {weekdays}", "{adverb} am {ordinals}"],
    },
    limit: {
      from: ["ab|von|beginnend|startend am|ab|dem|nächsten? <day>", "ab|beginnend {month}"],
      until: ["bis zum|zu|am|einschließlich? <day>", "bis ende? {month}"],
      length: ["für|fuer|lang {n} {unit}", "{n} {unit} lang"],
      count: ["{n} mal"],
      except: ["{except} am? {weekdays}|wochenende", "aber nicht am? {weekdays}|wochenende"],
    },
    length: {
      named: ["eine halbe stunde => 30", "anderthalb|eineinhalb stunden => 90"],
    },
  },
  lists: {
    lasting: "für fuer",
    starting: "start beginn ab startend beginnend",
    deadline: "frist deadline bis",
    and: "und oder & , sowie",
    prepositions: "am bis zum zur fällig faellig vor für fuer fürs fuers spätestens",
    between: "bis und oder -",
    joining:
      "von vom nach seit als mit ohne über ueber wie oder und gegen zwischen auf in aus an bei zu ist sind war nicht wegen während ins beim pro trotz statt außer ausser",
    determiners:
      "der die das des den dem ein eine einer eines einem mein meine meinen dein deine sein seine ihr ihre unser unsere euer eure kein keine keinen jener ende anfang mitte diese dieser dieses welcher welchen ich du er sie es wir guten gute gutes schönen",
    verbs: "ist sind war waren wird werden hat haben kann bleibt",
    following:
      "über wegen mit bei für um zu und weil falls wenn in im vor nach am bis zum zur damit ohne der die das den dem ein eine einen mein meine meinen dein unser auf an aus von ins beim",
    counters:
      "seite seiten kapitel abschnitt schritt teil raum zimmer version v folge staffel level lektion übung aufgabe frage ticket bug nr nummer vers psalm akt szene zeile spur runde spiel satz größe gleis tor los modul phase punkt artikel absatz tabelle abbildung abb folie anhang etage stock wohnung haus gebäude bus linie flug kanal band klasse note ergebnis stand verhältnis bewertung release python node php java ubuntu ios android firmware windows paragraf platz halle",
    quantities: "km m kg g personen leute schritte runden seiten mal prozent gäste karten kisten euro stück uhr",
    dayNames: "herr herrn frau hr dr schwarzer black cyber grüner stiller guten weißer blauer",
    except: "außer ausser ausgenommen",
    homographs: "mo di mi do fr sa so",
  },
  describesNouns: false,
};
