using System.Text;
using WelfareFund.Terms;

namespace WelfareFund.Tests.Terms;

/// <summary>A fund file that uses every section and most keys, in the way a person would write it.</summary>
internal static class SampleFund
{
    internal const string Json = """
        {
          "$schema": "../schema/fund.schema.json",
          "id": "harbour-care", "name": "Harbour Care Fund", "sample": true,
          "baseCurrency": "EUR", "timeZone": "Europe/Lisbon", "firstMonth": "2025-03", "fiscalYearEnd": "06-30", "wageMonthLag": 1,
          // One account for each currency that is paid or received.
          "bankAccounts": [
            { "id": "main", "currency": "EUR", "iban": "DE02120300000000202051" },
            { "id": "cebu", "currency": "PHP" },
            { "id": "osaka", "currency": "JPY" },
            { "id": "kept-for-workers", "currency": "JPY" },
          ],
          "fx": { "source": "ecb", "maxAgeDays": 4 },
          "corridors": [
            { "id": "ph-pt", "from": "PH", "to": "PT", "sector": "aged care", "minimumMonthlyWage": { "amount": "1100.00", "currency": "EUR" } },
            { "id": "ph-jp", "from": "PH", "to": "JP", "sector": "hospitals", "minimumMonthlyWage": { "amount": "195000", "currency": "JPY" } },
          ],
          "costLines": [
            { "id": "matching", "kind": "recruitment" },
            { "id": "language", "kind": "service", "basis": "taken up after arrival by those who wish; nobody is hired for it" },
            { "id": "audits", "kind": "protection" },
          ],
          "quality": {
            "criteria": [
              { "id": "same-contract", "weight": 30, "must": true },
              { "id": "paid-in-full", "weight": 30, "must": true },
              { "id": "decent-housing", "weight": 15 },
            ],
            "tiers": [{ "id": "good", "from": 75 }, { "id": "fair", "from": 50 }, { "id": "poor", "from": 0 }],
            "untestedTier": "fair",
          },
          "contracts": [
            {
              "id": "visayas-1", "provider": "visayas", "corridors": ["ph-pt", "ph-jp"], "currency": "PHP",
              "from": "2025-03-01", "to": "2027-02-28", "maximum": "40000000.00", "perWorker": "160000.00",
              "rateCards": [
                {
                  "effective": "2025-03-01", "rounding": "half-up",
                  "metrics": [
                    { "id": "started", "trigger": { "kind": "event", "event": "started" }, "price": "80000.00", "costLines": { "matching": "0.70", "language": "0.30" } },
                    { "id": "stayed-6m", "trigger": { "kind": "sustained", "months": 6, "mode": "accumulated", "maxGapDays": 21 }, "price": "55000.00", "costLines": { "language": "1.00" }, "after": ["started"], "catchUp": true, "maximumCount": 300 },
                    { "id": "steady-pay", "trigger": { "kind": "rolling", "months": 3, "within": 6, "threshold": "1160.00", "currency": "EUR" }, "price": "9000.00", "costLines": { "language": "1.00" } },
                    { "id": "earned", "trigger": { "kind": "earnings", "amount": "200000.00", "withinDays": 638 }, "price": "7000.00", "costLines": { "language": "1.00" } },
                    { "id": "good-job", "trigger": { "kind": "audit", "tier": "good" }, "price": "5000.00", "costLines": { "audits": "1.00" } },
                  ],
                  "qualityFactors": { "good": "1.15", "fair": "1.00", "poor": "not-payable" },
                  "uplifts": { "mode": "sum", "groups": { "woman": "0.10", "over-50": "0.05" } },
                  "volume": [{ "upTo": 100, "factor": "1.00" }, { "factor": "0.90" }],
                },
                {
                  "effective": "2026-03-01",
                  "metrics": [
                    { "id": "stayed-6m", "trigger": { "kind": "sustained", "weeks": 26, "mode": "continuous" }, "price": "130000.00", "costLines": { "language": "1.00" } },
                  ],
                },
              ],
              "holdback": { "share": "0.15", "releaseOn": "stayed-6m" },
              "advance": { "amount": "900000.00", "recoverShare": "0.20" },
              "clawbackDays": 120, "claimWithinDays": 60, "paymentTermsDays": 20,
            },
          ],
          "contributions": [
            {
              "id": "standard", "payer": "worker", "currency": "EUR",
              "share": [{ "effective": "2025-03-01", "share": "0.08" }, { "effective": "2026-01-01", "share": "0.075" }],
              "floor": [
                { "effective": "2025-03-01", "amount": "1000.00", "currency": "EUR", "rule": "taper" },
                { "effective": "2026-04-01", "amount": "1050.00", "rule": "taper" },
              ],
              "cap": { "amount": "4000.00", "timesServiceCost": "1.25", "costLines": ["language"] },
              "upperCutOff": "6000.00", "payments": 30, "windowMonths": 48, "graceMonths": 2, "pauseUsesWindow": false,
              "maxShareOfPay": "0.20", "rounding": "down", "roundTo": "1.00", "carryingTiers": ["good", "fair"],
            },
            { "id": "bond", "payer": "employer-bond", "currency": "EUR", "bond": { "amount": "2400.00", "months": 24 } },
            { "id": "member", "payer": "membership", "currency": "PHP", "membership": { "fee": "1500.00", "months": 24, "paidBy": "agency" } },
            { "id": "set-aside", "payer": "savings", "currency": "JPY", "share": "0.05", "savings": { "account": "kept-for-workers" } },
            { "id": "state", "payer": "government", "currency": "EUR", "outcomePayer": { "perOutcome": "750.00" } },
          ],
          "capital": {
            "tranches": [
              { "id": "senior", "rank": 1, "preferredReturn": { "rate": "0.025", "compounding": "annual", "dayCount": "ACT/365F" } },
              { "id": "junior", "rank": 2 },
            ],
            "drawOrder": "by-rank",
            "grants": [{ "id": "courses", "funder": "city-of-porto", "amount": "90000.00", "costLines": ["language"], "corridors": ["ph-pt"], "until": "2026-12-31", "unspent": "returned" }],
            "waterfall": [
              { "step": "preferred-return", "tranche": "senior" },
              { "step": "return-of-capital", "tranche": "senior" },
              { "step": "capped-return", "tranche": "junior", "multiple": "1.30" },
              { "step": "catch-up", "to": "manager", "rate": "1.00", "until": "0.10" },
              { "step": "to-fund" },
            ],
            "recycling": { "until": "2028-12-31", "limit": "1500000.00", "payReturn": true },
            "callNoticeBusinessDays": 12, "windUp": { "to": "worker-welfare" },
          },
          "reserve": { "monthsOfOutcomes": 2, "minimum": "100000.00" },
          "administration": { "monthly": "6500.00" },
          "oversight": [{ "payee": "PH-DMW", "shareOfOutcomes": "0.01" }, { "payee": "PT-AIMA", "shareOfOutcomes": "0.005" }],
          "allowance": [{ "overdueDays": 60, "share": "0.40" }, { "overdueDays": 300, "share": "1.00" }],
          "settlement": { "dayOfMonth": 6, "time": "05:30" },
          "approvals": { "limits": [{ "kind": "payment-batch", "above": "50000.00", "approvers": 2 }], "pauseLongerThanDays": 60 },
          "accounts": { "bank": { "code": "1010", "name": "Cash at banks" } },
        }
        """;

    internal static FundTerms Terms => FundFile.Read("fund.json", Json).Value;

    /// <summary>The file with one piece of text replaced, which has to be there exactly once.</summary>
    internal static string With(string old, string @new)
    {
        Json.Split(old).Length.ShouldBe(2, $"'{old}' has to be in the sample exactly once");
        return Json.Replace(old, @new, StringComparison.Ordinal);
    }

    internal static byte[] Utf8 => Encoding.UTF8.GetBytes(Json);
}
