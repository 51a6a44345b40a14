import type { Language } from "./language.ts";

/** The words and patterns of English. */
export const english: Language = {
  tag: "en",
  classes: {
    weekday:
      "monday mon, tuesday tue tues, wednesday wed, thursday thu thur thurs, friday fri, saturday sat, sunday sun",
    onWeekday: "mondays, tuesdays, wednesdays, thursdays, fridays, saturdays, sundays",
    month:
      "january jan, february feb, march mar, april apr, may, june jun, july jul, august aug, september sep sept, october oct, november nov, december dec",
    unit: {
      minute: "minute minutes min mins",
      hour: "hour hours hr hrs",
      day: "day days",
      week: "week weeks wk wks fortnight fortnights",
      month: "month months quarter quarters",
      year: "year years yr yrs",
    },
    letter: { minute: "m", hour: "h", day: "d", week: "w", year: "y" },
    factor: { 2: "fortnight fortnights", 3: "quarter quarters" },
    n: "a an one, two other second, three, four, five, six, seven, eight, nine, ten, eleven, twelve",
    nth: { 1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", 6: "sixth", 10: "tenth", "-1": "last" },
    every: "every each ev",
    workday: "weekday weekdays workday workdays",
    meridiem: { am: "am a.m a.m.", pm: "pm p.m p.m." },
    part: { "09:00": "morning", "15:00": "afternoon", "19:00": "evening", "21:00": "night" },
    dayPart: { "21:00": "tonight" },
    moment: { "12:00": "noon midday", "00:00": "midnight" },
    adverb: {
      day1: "daily",
      week1: "weekly",
      week2: "biweekly fortnightly",
      month1: "monthly",
      month3: "quarterly",
      year1: "yearly annually",
    },
  },
  ordinal: /^(\d{1,2})(?:st|nd|rd|th)$/,
  patterns: {
    day: {
      fromToday: [
        "later? today|tod => 0",
        "tonight => 0",
        "this {part} => 0",
        "tomorrow|tomorow|tmr|tmrw => 1",
        "the? day after tomorrow => 2",
      ],
      offset: ["in|within {n} {unit}", "in {short}|{minutes}", "{n} {unit} from now|today"],
      unit: ["next {unit}"],
      weekday: ["{weekday}", "this|coming|upcoming {weekday} => phrase"],
      nextWeekday: ["next {weekday}", "{weekday} next week", "next week {weekday}"],
      weekend: ["the? weekend", "this weekend => 0", "next weekend => 1"],
      monthDay: ["{weekday}? {month} {date} {year}?", "{weekday}? the? {date} of? {month} {year}?"],
      calendar: ["{weekday}? {calendar}"],
      dayOfMonth: [
        "the? {ordinal}",
        "the? {ordinal} of the|this month => phrase",
        "{weekday} the? {ordinal} => phrase",
      ],
      weekdayOfMonth: [
        "the? {nth} {weekday} of|in the|this? month|{month}",
        "the? {nth} {weekday} of|in next month => 1",
      ],
      lastDay: [
        "the? last day of the|this? month|{month}",
        "the? last day of next month => 1",
        "the? end of next month => 1",
        "the? end of {month}",
        "eom",
      ],
      lastWorkday: ["the? last {workday} of the|this? month|{month}", "the? last {workday} of next month => 1"],
      endOf: ["the? end of the|this? {unit}"],
    },
    time: {
      halfClock: ["at|@? {halfClock}"],
      clock: ["at|@? {clock}"],
      meridiem: ["at|@? {hour}|{clock} {meridiem}"],
      hour: ["at|@ {hour}", "at|@? {hour} o'clock"],
      fraction: ["at? half past {hour} => 30", "at? quarter past {hour} => 15", "at? quarter to {hour} => -15"],
      range: ["from? {clock} to|until|till|- {clock=until}", "from|at? {range}"],
      part: ["at|@ {moment}", "{moment} => weak", "in the {part} => weak", "at {part} => weak"],
    },
    repeat: {
      unit: ["{every} {n}|{nth}? {unit}"],
      weekdays: ["{every} {n}? {unit} on? {weekdays}", "on? {every} {n}? {weekdays}", "on {onWeekdays=weekdays}"],
      workdays: ["{every} {workday}", "on weekdays|workdays"],
      weekend: ["{every} weekend"],
      part: ["{every} {part}"],
      monthDays: [
        "{every} {ordinals}",
        "{every} {nths} day? of the|each|every? month",
        "{every} {n}? {unit} on? the? {ordinals}",
        "on? the? {nths} of every|each month",
      ],
      lastDay: [
        "{every} last day",
        "{every} last day of the|each|every? month",
        "{every} {n}? {unit} on? the last day",
        "on? the? last day of every|each {unit}",
      ],
      lastWorkday: [
        "{every} {nth} {workday}",
        "{every} {nth} {workday} of the|each|every? month",
        "{every} {unit} on? the {nth} {workday}",
        "on? the? {nth} {workday} of every|each month",
      ],
      ordinalWeekday: [
        "{every} {nths} {weekday}",
        "{every} {nths} {weekday} of|in the|each|every? month|{month}",
        "{every} {n}? {unit} on? the? {nths} {weekday}",
        "on? the? {nths} {weekday} of every|each month",
      ],
      yearDay: [
        "{every} {month} {date}?",
        "{every} {date} of? {month}",
        "{every} {unit} on? {month} {date}",
        "{every} {unit} on? the? {date} of? {month}",
        "on? {month} {date} yearly|annually",
        "on? the? {date} of? {month} yearly|annually",
        "on? {month} {date} every|each year",
        "on? the? {date} of? {month} every|each year",
      ],
      adverb: ["{adverb}", "{adverb} on {weekdays}", "{adverb} on the? {ordinals}"],
    },
    limit: {
      from: ["starting|from|beginning|start|starts on? <day>", "starting|from|beginning|start|starts in? {month}"],
      until: ["until|till|through|ending|ends on? <day>", "until|till|through|ending|ends in? {month}"],
      length: ["for {n} {unit}"],
      count: ["for? {n} times"],
      except: ["{except}|but not? on? {weekdays}", "{except}|but not? on? the? weekend|weekends"],
    },
    length: {
      named: ["half an hour => 30", "an hour and a half => 90"],
    },
  },
  lists: {
    lasting: "for",
    starting: "start starting starts",
    deadline: "deadline due by",
    and: "and or & ,",
    prepositions: "by on due before until till for",
    between: "to through and or - until till",
    joining:
      "to from of after since than with without like as and or vs about at in into is are was not if between during per around re except",
    determiners:
      "the a an my your his her our their its this that these those some any no such i you he she we they it who another end beginning middle mid early",
    verbs: "is isn't was are were will won't has had never always can can't of",
    following:
      "about with at for to and because if when in from or before after via unless using regarding re per without the a an my your his her our their",
    imperatives:
      "call phone ring text email mail send buy pay get go take make do write read clean wash meet visit pick fix book order finish submit ask tell check prepare bring return cancel water feed pack cook collect drop file sign update remind schedule start stop renew reply install remove move put see watch study learn practice practise",
    counters:
      "photo picture image page pages p pp chapter chapters ch section sections step part room rooms version v episode ep season level lesson exercise question problem task ticket issue pr bug no nr number verse psalm act scene row line track round game set size platform gate lot item unit module phase point article paragraph table figure fig slide appendix floor apartment apt flat suite building route highway bus flight channel volume vol grade class ratio score scored rate rated rating result release python node php java ubuntu ios android firmware windows aspect",
    quantities:
      "km mi mile miles m kg g lb lbs people persons steps laps pages times percent items guests tickets boxes copies more",
    dayNames:
      "mr mrs ms dr black good cyber palm easter ash whit giving shrove fat maundy holy freaky bloody ruby super stormy casual mothering pancake manic blue",
    except: "except excluding",
    homographs: "sat sun wed mar may",
  },
  describesNouns: true,
};
