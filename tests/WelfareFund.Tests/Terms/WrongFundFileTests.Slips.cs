namespace WelfareFund.Tests.Terms;

public sealed partial class WrongFundFileTests
{
    /// <summary>What slipped, the text it replaces, the text instead, and the whole of what is said about it.</summary>
    public static TheoryData<string, string, string, string[]> Slips => new()
    {
        {
            "An unknown key suggests the nearest one",
            "\"clawbackDays\": 120",
            "\"clawBackDay\": 120",
            [
                "fund.json:58: $.contracts[0].clawBackDay: there is no such key; did you mean 'clawbackDays'? Known here: id, provider, corridors, currency, from, to, maximum, perWorker, rateCards, holdback, advance, clawbackDays, claimAfterDays, claimWithinDays, paymentTermsDays.",
            ]
        },
        {
            "An unknown key that resembles none lists those there are",
            "\"fx\": { \"source\": \"ecb\", \"maxAgeDays\": 4 }",
            "\"fx\": { \"source\": \"ecb\", \"zzz\": 4 }",
            [
                "fund.json:12: $.fx.zzz: there is no such key; known here: source, maxAgeDays.",
            ]
        },
        {
            "A missing key is named with its meaning",
            "\"price\": \"80000.00\", ",
            "",
            [
                "fund.json:39: $.contracts[0].rateCards[0].metrics[0].price: this key is missing; add it: the price before quality, uplift and volume.",
            ]
        },
        {
            "A key given twice",
            "\"monthly\": \"6500.00\"",
            "\"monthly\": \"6500.00\", \"monthly\": \"6600.00\"",
            [
                "fund.json:96: $.administration.monthly: this key was given before, on line 96; keep one of the two.",
            ]
        },
        {
            "An amount as a number",
            "\"monthly\": \"6500.00\"",
            "\"monthly\": 6500.00",
            [
                "fund.json:96: $.administration.monthly: this is a number, not an amount in quotes; write it in quotes, in major units, with 14 digits at most and no sign, such as \"1250.00\".",
            ]
        },
        {
            "An amount with a separator",
            "\"monthly\": \"6500.00\"",
            "\"monthly\": \"6,500.00\"",
            [
                "fund.json:96: $.administration.monthly: '6,500.00' has a thousands separator, a decimal comma or a space; write digits and at most one point, before the decimals, for example 125.00.",
            ]
        },
        {
            "A negative price",
            "\"price\": \"80000.00\"",
            "\"price\": \"-80000.00\"",
            [
                "fund.json:39: $.contracts[0].rateCards[0].metrics[0].price: '-80000.00' is not an amount; write it in quotes, in major units, with 14 digits at most and no sign, such as \"1250.00\".",
            ]
        },
        {
            "Too many decimals",
            "\"price\": \"80000.00\"",
            "\"price\": \"80000.005\"",
            [
                "fund.json:39: $.contracts[0].rateCards[0].metrics[0].price: '80000.005' has 3 decimals, and PHP has 2; write at most 2 decimals, for example 125.00.",
            ]
        },
        {
            "Decimals of a currency that has none",
            "\"amount\": \"195000\"",
            "\"amount\": \"195000.5\"",
            [
                "fund.json:15: $.corridors[1].minimumMonthlyWage.amount: '195000.5' has 1 decimal, and JPY has none; write whole units, for example 12500.",
            ]
        },
        {
            "A cap of nothing",
            "\"perWorker\": \"160000.00\"",
            "\"perWorker\": \"0.00\"",
            [
                "fund.json:34: $.contracts[0].perWorker: '0.00' is outside of what is possible; give more than 0.",
            ]
        },
        {
            "A worker's cap above the contract's",
            "\"perWorker\": \"160000.00\"",
            "\"perWorker\": \"41000000.00\"",
            [
                "fund.json:34: $.contracts[0].perWorker: 41000000.00 PHP for one worker is more than the 40000000.00 PHP that the contract pays in all; let perWorker be the smaller.",
            ]
        },
        {
            "An advance that no payout can recover",
            "\"advance\": { \"amount\": \"900000.00\"",
            "\"advance\": { \"amount\": \"40000000.01\"",
            [
                "fund.json:57: $.contracts[0].advance.amount: 40000000.01 PHP is more than the 40000000.00 PHP that the contract pays in all, so it could never be recovered; advance less than the maximum.",
            ]
        },
        {
            "A cap of nothing for the whole fund",
            "\"wageMonthLag\": 1",
            "\"wageMonthLag\": 1, \"outcomesMaximum\": \"0.00\"",
            [
                "fund.json:4: $.outcomesMaximum: '0.00' is outside of what is possible; give more than 0.",
            ]
        },
        {
            "A currency that is none",
            "\"baseCurrency\": \"EUR\"",
            "\"baseCurrency\": \"EURO\"",
            [
                "fund.json:4: $.baseCurrency: 'EURO' is not a currency of ISO 4217; write its three capital letters, such as \"EUR\".",
            ]
        },
        {
            "A day that is none",
            "\"to\": \"2027-02-28\"",
            "\"to\": \"2027-02-29\"",
            [
                "fund.json:34: $.contracts[0].to: '2027-02-29' is not a date; write a day of the calendar as \"YYYY-MM-DD\".",
            ]
        },
        {
            "A month that is none",
            "\"firstMonth\": \"2025-03\"",
            "\"firstMonth\": \"2025-13\"",
            [
                "fund.json:4: $.firstMonth: '2025-13' is not a month; write it as \"YYYY-MM\", the month from 01 to 12.",
            ]
        },
        {
            "A time zone that is none",
            "\"timeZone\": \"Europe/Lisbon\"",
            "\"timeZone\": \"Europe/Lisboa\"",
            [
                "fund.json:4: $.timeZone: 'Europe/Lisboa' is not a time zone; write a name of the tz database, such as \"Europe/Berlin\".",
            ]
        },
        {
            "A share above one",
            "\"recoverShare\": \"0.20\"",
            "\"recoverShare\": \"20\"",
            [
                "fund.json:57: $.contracts[0].advance.recoverShare: '20' is outside of what is possible; give more than 0, and 1 at most.",
            ]
        },
        {
            "A whole number in quotes",
            "\"dayOfMonth\": 6",
            "\"dayOfMonth\": \"6\"",
            [
                "fund.json:99: $.settlement.dayOfMonth: this is text, not a whole number; write it in digits, without quotes, such as 12.",
            ]
        },
        {
            "A day that no month has",
            "\"dayOfMonth\": 6",
            "\"dayOfMonth\": 32",
            [
                "fund.json:99: $.settlement.dayOfMonth: '32' is outside of what is possible; give 1 or more, and 31 at most.",
            ]
        },
        {
            "A truth in quotes",
            "\"sample\": true",
            "\"sample\": \"yes\"",
            [
                "fund.json:3: $.sample: this is text, not true or false; write true or false, without quotes.",
            ]
        },
        {
            "A null",
            "\"administration\": { \"monthly\": \"6500.00\" }",
            "\"administration\": null",
            [
                "fund.json:96: $.administration: null is not a value; leave it out, or say what it is.",
            ]
        },
        {
            "An object where a list belongs",
            "\"oversight\": [{ \"payee\": \"PH-DMW\", \"shareOfOutcomes\": \"0.01\" }, { \"payee\": \"PT-AIMA\", \"shareOfOutcomes\": \"0.005\" }]",
            "\"oversight\": { \"payee\": \"PH-DMW\", \"shareOfOutcomes\": \"0.01\" }",
            [
                "fund.json:97: $.oversight: this is an object, not a list; write it in brackets: [ … ].",
            ]
        },
        {
            "An empty list",
            "\"corridors\": [\"ph-pt\", \"ph-jp\"]",
            "\"corridors\": []",
            [
                "fund.json:33: $.contracts[0].corridors: this list is empty; give at least one.",
            ]
        },
        {
            "An id given twice",
            "\"id\": \"stayed-6m\", \"trigger\": { \"kind\": \"sustained\", \"months\": 6",
            "\"id\": \"started\", \"trigger\": { \"kind\": \"sustained\", \"months\": 6",
            [
                "fund.json:40: $.contracts[0].rateCards[0].metrics[1].id: 'started' was given before, on line 39; keep one of the two, or give it another name.",
                "fund.json:40: $.contracts[0].rateCards[0].metrics[1].after: 'started' has to be achieved before itself, so it never can be; take one metric out of the circle.",
                "fund.json:56: $.contracts[0].holdback.releaseOn: the card of 2025-03-01 has no metric 'stayed-6m', so its holdback would never be released; known here: started, steady-pay, earned, good-job.",
            ]
        },
        {
            "An id with a space",
            "\"id\": \"harbour-care\"",
            "\"id\": \"harbour care\"",
            [
                "fund.json:3: $.id: 'harbour care' does not have the right form; an id has 64 letters, digits, dots, dashes or underscores at most, and begins with a letter or digit.",
            ]
        },
        {
            "A choice that is none",
            "\"rounding\": \"half-up\"",
            "\"rounding\": \"half-upp\"",
            [
                "fund.json:37: $.contracts[0].rateCards[0].rounding: 'half-upp' is none of the choices; did you mean 'half-up'? Known here: half-up, half-even, down.",
            ]
        },
        {
            "A kind of trigger that is none",
            "\"kind\": \"rolling\"",
            "\"kind\": \"roling\"",
            [
                "fund.json:41: $.contracts[0].rateCards[0].metrics[2].trigger.kind: 'roling' is none of the choices; did you mean 'rolling'? Known here: event, sustained, rolling, earnings, audit.",
            ]
        },
        {
            "A trigger without its kind",
            "\"trigger\": { \"kind\": \"audit\", \"tier\": \"good\" }",
            "\"trigger\": { \"tier\": \"good\" }",
            [
                "fund.json:43: $.contracts[0].rateCards[0].metrics[4].trigger.kind: this key is missing; known here: event, sustained, rolling, earnings, audit.",
            ]
        },
        {
            "A corridor that is not there",
            "\"corridors\": [\"ph-pt\", \"ph-jp\"]",
            "\"corridors\": [\"ph-pt\", \"ph-jpn\"]",
            [
                "fund.json:33: $.contracts[0].corridors[1]: there is no corridor 'ph-jpn'; did you mean 'ph-jp'? Known here: ph-pt, ph-jp.",
            ]
        },
        {
            "A cost line that is not there",
            "\"costLines\": { \"audits\": \"1.00\" }",
            "\"costLines\": { \"flights\": \"1.00\" }",
            [
                "fund.json:43: $.contracts[0].rateCards[0].metrics[4].costLines.flights: there is no cost line 'flights'; known here: matching, language, audits.",
            ]
        },
        {
            "Shares that do not sum to one",
            "\"matching\": \"0.70\"",
            "\"matching\": \"0.60\"",
            [
                "fund.json:39: $.contracts[0].rateCards[0].metrics[0].costLines: the shares sum to 0.90; together they have to be 1.",
            ]
        },
        {
            "A metric that comes after none",
            "\"after\": [\"started\"]",
            "\"after\": [\"start\"]",
            [
                "fund.json:40: $.contracts[0].rateCards[0].metrics[1].after[0]: there is no metric 'start'; did you mean 'started'? Known here: started, stayed-6m, steady-pay, earned, good-job.",
            ]
        },
        {
            "Metrics in a circle",
            "\"after\": [\"started\"]",
            "\"after\": [\"stayed-6m\"]",
            [
                "fund.json:40: $.contracts[0].rateCards[0].metrics[1].after: 'stayed-6m' has to be achieved before itself, so it never can be; take one metric out of the circle.",
            ]
        },
        {
            "A holdback that no card releases",
            "\"releaseOn\": \"stayed-6m\"",
            "\"releaseOn\": \"started\"",
            [
                "fund.json:56: $.contracts[0].holdback.releaseOn: the card of 2026-03-01 has no metric 'started', so its holdback would never be released; known here: stayed-6m.",
            ]
        },
        {
            "A holdback without release",
            "\"holdback\": { \"share\": \"0.15\", \"releaseOn\": \"stayed-6m\" }",
            "\"holdback\": { \"share\": \"0.15\" }",
            [
                "fund.json:56: $.contracts[0].holdback: nothing ever releases it; give releaseOn or releaseDate, one of them.",
            ]
        },
        {
            "A tier that is not there",
            "\"untestedTier\": \"fair\"",
            "\"untestedTier\": \"middling\"",
            [
                "fund.json:29: $.quality.untestedTier: there is no tier 'middling'; known here: good, fair, poor.",
            ]
        },
        {
            "Tiers out of order",
            "{ \"id\": \"fair\", \"from\": 50 }",
            "{ \"id\": \"fair\", \"from\": 80 }",
            [
                "fund.json:28: $.quality.tiers[1].from: 80 is not below 75, where the tier before it begins; list the best tier first.",
            ]
        },
        {
            "A tier without factor",
            "\"fair\": \"1.00\", ",
            "",
            [
                "fund.json:45: $.contracts[0].rateCards[0].qualityFactors: there is no factor for fair; name every tier, with \"not-payable\" where nothing is to be paid.",
            ]
        },
        {
            "Weeks and months",
            "\"months\": 6, \"mode\"",
            "\"months\": 6, \"weeks\": 26, \"mode\"",
            [
                "fund.json:40: $.contracts[0].rateCards[0].metrics[1].trigger: it has both weeks and months; give weeks or months, one of them.",
            ]
        },
        {
            "A window that is too small",
            "\"months\": 3, \"within\": 6",
            "\"months\": 8, \"within\": 6",
            [
                "fund.json:41: $.contracts[0].rateCards[0].metrics[2].trigger.months: 8 months do not fit into 6; let the window be as long or longer.",
            ]
        },
        {
            "A contract that ends before it begins",
            "\"to\": \"2027-02-28\"",
            "\"to\": \"2024-02-28\"",
            [
                "fund.json:34: $.contracts[0].to: the contract ends on 2024-02-28, before it begins on 2025-03-01; name a later last day.",
            ]
        },
        {
            "A contract without prices at its start",
            "\"effective\": \"2025-03-01\", \"rounding\"",
            "\"effective\": \"2025-06-01\", \"rounding\"",
            [
                "fund.json:37: $.contracts[0].rateCards[0].effective: no prices hold from 2025-03-01, when the contract begins, until 2025-06-01; let the first card be effective when the contract begins.",
            ]
        },
        {
            "A contract in a currency without account",
            "{ \"id\": \"cebu\", \"currency\": \"PHP\" }",
            "{ \"id\": \"cebu\", \"currency\": \"USD\" }",
            [
                "fund.json:33: $.contracts[0].currency: the fund has no bank account in PHP; add one to $.bankAccounts, or name one of: EUR, USD, JPY.",
                "fund.json:74: $.contributions[2].currency: the fund has no bank account in PHP; add one to $.bankAccounts, or name one of: EUR, USD, JPY.",
            ]
        },
        {
            "A service without basis",
            ", \"basis\": \"taken up after arrival by those who wish; nobody is hired for it\"",
            "",
            [
                "fund.json:19: $.costLines[1].basis: the service 'language' does not say why the job does not need it; say so in a basis, or make it recruitment, which no worker pays for.",
            ]
        },
        {
            "A floor in another currency",
            "\"amount\": \"1000.00\", \"currency\": \"EUR\"",
            "\"amount\": \"1000.00\", \"currency\": \"PHP\"",
            [
                "fund.json:66: $.contributions[0].floor[0].currency: the amount is in PHP, but the agreement is in EUR; give the amount in EUR.",
            ]
        },
        {
            "Dates out of order",
            "{ \"effective\": \"2026-01-01\", \"share\"",
            "{ \"effective\": \"2024-01-01\", \"share\"",
            [
                "fund.json:64: $.contributions[0].share[1].effective: 2024-01-01 is not after 2025-03-01, the date before it in the list; put the dates in ascending order, each once.",
            ]
        },
        {
            "A payer without own terms",
            "\"payer\": \"savings\", \"currency\": \"JPY\", \"share\": \"0.05\", \"savings\": { \"account\": \"kept-for-workers\" }",
            "\"payer\": \"savings\", \"currency\": \"JPY\", \"share\": \"0.05\"",
            [
                "fund.json:75: $.contributions[3].savings: the payer 'savings' needs this key; add it.",
            ]
        },
        {
            "A savings account in another currency",
            "\"account\": \"kept-for-workers\"",
            "\"account\": \"main\"",
            [
                "fund.json:75: $.contributions[3].savings.account: 'main' is in EUR, but the agreement is in JPY; name an account in JPY.",
            ]
        },
        {
            "A carrying tier that is not there",
            "\"carryingTiers\": [\"good\", \"fair\"]",
            "\"carryingTiers\": [\"good\", \"far\"]",
            [
                "fund.json:71: $.contributions[0].carryingTiers[1]: there is no tier 'far'; did you mean 'fair'? Known here: good, fair, poor.",
            ]
        },
        {
            "A tranche that is not there",
            "\"step\": \"return-of-capital\", \"tranche\": \"senior\"",
            "\"step\": \"return-of-capital\", \"tranche\": \"mezzanine\"",
            [
                "fund.json:80: $.capital.tranches[0]: no step of the waterfall ever pays 'senior' back; add the step return-of-capital for it.",
                "fund.json:87: $.capital.waterfall[1].tranche: there is no tranche 'mezzanine'; known here: senior, junior.",
            ]
        },
        {
            "A preferred return that no step pays",
            "{ \"step\": \"preferred-return\", \"tranche\": \"senior\" },",
            "",
            [
                "fund.json:80: $.capital.tranches[0].preferredReturn: no step of the waterfall pays the preferred return of 'senior'; add the step preferred-return, or leave the return out.",
            ]
        },
        {
            "A step after the last",
            "{ \"step\": \"to-fund\" },",
            "{ \"step\": \"to-fund\" }, { \"step\": \"return-of-capital\", \"tranche\": \"junior\" },",
            [
                "fund.json:90: $.capital.waterfall[5]: the step before this one takes all that is left, so this one never gets anything; put a split or to-fund last.",
            ]
        },
        {
            "Oversight above the whole",
            "\"shareOfOutcomes\": \"0.005\"",
            "\"shareOfOutcomes\": \"0.995\"",
            [
                "fund.json:97: $.oversight: the shares sum to 1.005; together they are 1 at most.",
            ]
        },
        {
            "An IBAN with a slip",
            "DE02120300000000202051",
            "DE02120300000000202015",
            [
                "fund.json:7: $.bankAccounts[0].iban: the check digits of 'DE02120300000000202015' are wrong; compare it with the bank's letter.",
            ]
        },
        {
            "A notice too short",
            "\"callNoticeBusinessDays\": 12",
            "\"callNoticeBusinessDays\": 5",
            [
                "fund.json:93: $.capital.callNoticeBusinessDays: '5' is outside of what is possible; give 10 or more, and 260 at most.",
            ]
        },
        {
            "Volume without a last step",
            "{ \"factor\": \"0.90\" }",
            "{ \"upTo\": 200, \"factor\": \"0.90\" }",
            [
                "fund.json:47: $.contracts[0].rateCards[0].volume[1]: the last step ends, and what comes after it has no factor; leave out upTo in the last step.",
            ]
        },
        {
            "A missing comma",
            "\"sample\": true,",
            "\"sample\": true",
            [
                "fund.json:4: $: this is not JSON (at byte 3 of the line: '\"' is invalid after a value. Expected either ',', '}', or ']'); look here and just before for a missing comma, quote or bracket.",
            ]
        },
        {
            "Recruitment in the cap",
            "\"timesServiceCost\": \"1.25\", \"costLines\": [\"language\"]",
            "\"timesServiceCost\": \"1.25\", \"costLines\": [\"matching\"]",
            [
                "fund.json:69: $.contributions[0].cap.costLines[0]: 'matching' is a recruitment cost, and no worker pays for that; name cost lines of kind service only.",
            ]
        },
        {
            "Cost lines that nothing counts",
            "\"timesServiceCost\": \"1.25\", \"costLines\": [\"language\"]",
            "\"costLines\": [\"language\"]",
            [
                "fund.json:69: $.contributions[0].cap.costLines: these cost lines are those that timesServiceCost counts, and there is none; add timesServiceCost, or leave costLines out.",
            ]
        },
        {
            "A misspelt key is told once",
            "\"price\": \"80000.00\"",
            "\"prize\": \"80000.00\"",
            [
                "fund.json:39: $.contracts[0].rateCards[0].metrics[0].prize: there is no such key; did you mean 'price'? Known here: id, trigger, price, costLines, after, catchUp, maximumCount.",
            ]
        },
        {
            "A cap without a number",
            "\"cap\": { \"amount\": \"4000.00\", \"timesServiceCost\": \"1.25\", \"costLines\": [\"language\"] }",
            "\"cap\": { \"costLines\": [\"language\"] }",
            [
                "fund.json:69: $.contributions[0].cap: the cap does not say how much; give an amount, timesServiceCost, or both.",
            ]
        },
        {
            "A payer with terms of another",
            "\"bond\": { \"amount\": \"2400.00\", \"months\": 24 }",
            "\"bond\": { \"amount\": \"2400.00\", \"months\": 24 }, \"savings\": { \"account\": \"main\" }",
            [
                "fund.json:73: $.contributions[1].savings: the payer 'employer-bond' has no use for this key; leave it out, or name another payer.",
            ]
        },
        {
            "Two payers for every outcome",
            "{ \"id\": \"state\",",
            "{ \"id\": \"donors\", \"payer\": \"donor\", \"currency\": \"EUR\", \"outcomePayer\": { \"perOutcome\": \"50.00\" } }, { \"id\": \"state\",",
            [
                "fund.json:76: $.contributions[5].outcomePayer.perOutcome: 'donors' pays for every accepted outcome already, and no outcome is sold twice; let one payer pay for each outcome, and the others a fixed amount a month.",
            ]
        },
        {
            "A base currency without account",
            "{ \"id\": \"main\", \"currency\": \"EUR\", \"iban\": \"DE02120300000000202051\" }",
            "{ \"id\": \"main\", \"currency\": \"USD\" }",
            [
                "fund.json:6: $.bankAccounts: no account is in EUR, the base currency; add a bank account in EUR.",
                "fund.json:63: $.contributions[0].currency: the fund has no bank account in EUR; add one to $.bankAccounts, or name one of: USD, PHP, JPY.",
                "fund.json:73: $.contributions[1].currency: the fund has no bank account in EUR; add one to $.bankAccounts, or name one of: USD, PHP, JPY.",
                "fund.json:76: $.contributions[4].currency: the fund has no bank account in EUR; add one to $.bankAccounts, or name one of: USD, PHP, JPY.",
            ]
        },
        {
            "A fiscal year that ends within a month",
            "\"fiscalYearEnd\": \"06-30\"",
            "\"fiscalYearEnd\": \"04-05\"",
            [
                "fund.json:4: $.fiscalYearEnd: 04-05 is not the last day of a month; books close at the end of a month, such as \"12-31\".",
            ]
        },
        {
            "An allowance that shrinks with age",
            "\"overdueDays\": 300, \"share\": \"1.00\"",
            "\"overdueDays\": 300, \"share\": \"0.30\"",
            [
                "fund.json:98: $.allowance[1]: this step is younger than the one before it, or has a smaller share; put the steps in ascending order; an older debt is never worth more.",
            ]
        },
        {
            "Claims after their last day",
            "\"claimWithinDays\": 60",
            "\"claimAfterDays\": 61, \"claimWithinDays\": 60",
            [
                "fund.json:58: $.contracts[0].claimAfterDays: no claim can be made after 61 days and within 60; let claimAfterDays be the smaller.",
            ]
        },
        {
            "An end of line in an id",
            "\"id\": \"harbour-care\"",
            "\"id\": \"harbour-care\\n\"",
            [
                "fund.json:3: $.id: 'harbour-care\uFFFD' is not a text; write it in quotes, on one line, 500 letters at most.",
            ]
        },
        {
            "A catch-up of nobody",
            "\"to\": \"manager\"",
            "\"to\": \"managers\"",
            [
                "fund.json:89: $.capital.waterfall[3].to: there is no tranche 'managers'; did you mean 'manager'? Known here: senior, junior, manager.",
            ]
        },
        {
            "A catch-up that never catches up",
            "\"rate\": \"1.00\", \"until\": \"0.10\"",
            "\"rate\": \"0.10\", \"until\": \"0.10\"",
            [
                "fund.json:89: $.capital.waterfall[3].rate: whoever gets 0.10 of this step never comes to 0.10 of all profit; write a rate above until.",
            ]
        },
        {
            "An amount beyond all sums",
            "\"monthly\": \"6500.00\"",
            "\"monthly\": \"100000000000000.00\"",
            [
                "fund.json:96: $.administration.monthly: '100000000000000.00' is not an amount; write it in quotes, in major units, with 14 digits at most and no sign, such as \"1250.00\".",
            ]
        },
    };
}
