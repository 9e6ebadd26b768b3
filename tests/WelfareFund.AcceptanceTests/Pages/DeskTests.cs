using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using WelfareFund.Application.Access;
using WelfareFund.Application.Payments;
using WelfareFund.Application.Workers;

namespace WelfareFund.AcceptanceTests.Pages;

/// <summary>The administrator's forms: each right once, and wrong in many ways, of which nothing is kept.</summary>
public sealed class DeskTests(ServedFund served, ServedWorkers workers) : IClassFixture<ServedFund>, IClassFixture<ServedWorkers>
{
    private const string Fund = $"/funds/{ServedFund.Id}";
    private const string Capital = Fund + "/capital";
    private const string Maharlika = Fund + "/payments/payees?file=providers&payee=maharlika";
    private const string Manual = Fund + "/manual-entry";
    private const string Pauses = $"/funds/{ServedWorkers.Id}/workers/w-1/file/pauses";
    private const string Long = "99999999999999999999999999999999999999";

    [Fact]
    public async Task An_interest_a_distribution_and_a_call_each_wait_for_another_person_and_an_approved_call_is_open()
    {
        var page = await OpenAsync(Capital);
        var totals = page.QuerySelector("tfoot tr")!.TextContent;
        totals.ShouldContain("1,400,000.00", Case.Sensitive, "all commitments");
        page.QuerySelectorAll("tbody tr").Select(row => row.QuerySelector("td")!.TextContent).ShouldContain("nordlicht-bank");

        (await LedToAsync(served.Client, Capital, "transfer", ("Moved.Interest", "nordlicht-bank/senior"), ("Moved.To", "lindenhof"), ("Moved.Share", "0.25"), ("Moved.On", "2025-01-05")))
            .ShouldContain("moves 0.25 of nordlicht-bank/senior to lindenhof by TRANSFER-1");
        (await LedToAsync(served.Client, Capital, "distribute", ("Distributed.Amount", "1000.00"), ("Distributed.Recallable", "25%"), ("Distributed.On", "2025-01-05")))
            .ShouldContain("EUR by DIST-1");
        var call = await ProposedAsync(served.Client, Capital, "call", ("Called.Amount", "5000.00"), ("Called.Due", "2025-02-10"), ("Called.Purpose", "the spring's cohorts"), ("Called.On", "2025-01-05"));
        (await OpenAsync(Capital)).QuerySelectorAll("main section")[1].TextContent.ShouldContain("No call is open");

        var approver = await served.SignedInAsync(SignIn.SampleApprover);
        (await ServedFund.PostAsync(approver, call, "approve")).StatusCode.ShouldBe(HttpStatusCode.Found);
        (await served.Client.GetStringAsync(new Uri(call, UriKind.Relative))).ShouldContain("approved");
        var open = (await OpenAsync(Capital)).QuerySelectorAll("main section")[1];
        open.QuerySelector("tfoot")!.TextContent.ShouldContain("5,000.00");
        open.TextContent.ShouldContain("CALL-2 nordlicht-bank");
        (await OpenAsync(Capital, approver)).QuerySelectorAll("main form").ShouldBeEmpty("an approver proposes nothing");
    }

    [Theory]
    [InlineData("", "2025-02-10", "cohorts", "2025-01-05", "Amount: ")]
    [InlineData("much", "2025-02-10", "cohorts", "2025-01-05", "Amount: 'much' is not")]
    [InlineData("1.005", "2025-02-10", "cohorts", "2025-01-05", "Amount: '1.005' has 3 decimals")]
    [InlineData("0.00", "2025-02-10", "cohorts", "2025-01-05", "Amount: 0.00 EUR is not above zero; write a positive amount.")]
    [InlineData("-5.00", "2025-02-10", "cohorts", "2025-01-05", "Amount: -5.00 EUR is not above zero")]
    [InlineData(Long, "2025-02-10", "cohorts", "2025-01-05", "Amount: '9999")]
    [InlineData("90000000.00", "2025-02-10", "cohorts", "2025-01-05", "call CALL-")]
    [InlineData("5000.00", "", "cohorts", "2025-01-05", "Due on: nothing stands here; write it as 2025-01-31.")]
    [InlineData("5000.00", "10.02.2025", "cohorts", "2025-01-05", "Due on: “10.02.2025” is no date; write it as 2025-01-31.")]
    [InlineData("5000.00", "2025-02-30", "cohorts", "2025-01-05", "Due on: “2025-02-30” is no date")]
    [InlineData("5000.00", "2025-01-04", "cohorts", "2025-01-05", "Due on: 2025-01-04 is before the call of 2025-01-05; capital is due after it is called.")]
    [InlineData("5000.00", "2025-02-10", "", "2025-01-05", "What it is for: investors read what their money is for")]
    [InlineData("5000.00", "2025-02-10", "a\u0007b", "2025-01-05", "What it is for: investors read what their money is for")]
    [InlineData("5000.00", "2025-02-10", "cohorts", "soon", "Accounting date: “soon” is no date")]
    [InlineData("5000.00", "2025-02-10", "cohorts", "", "Accounting date: 2025-02-05 is not in 2025-01, the open month; name a day of 2025-01")]
    [InlineData("5000.00", "2025-02-10", "cohorts", "2024-12-31", "Accounting date: 2024-12-31 is not in 2025-01, the open month")]
    public Task A_wrong_call_gets_a_sentence(string amount, string due, string purpose, string on, string sentence) =>
        SaysAsync(Capital, "call", sentence, ("Called.Amount", amount), ("Called.Due", due), ("Called.Purpose", purpose), ("Called.On", on));

    [Theory]
    [InlineData("all of it", "", "2025-01-05", "Amount: 'all of it' is not")]
    [InlineData("0", "", "2025-01-05", "Amount: 0.00 EUR is not above zero")]
    [InlineData("-1.00", "", "2025-01-05", "Amount: -1.00 EUR is not above zero")]
    [InlineData("900000000.00", "", "2025-01-05", "900000000.00 EUR")]
    [InlineData("100.00", "110%", "2025-01-05", "Capital that may be called again: '110%' is no part of the capital that comes back; write an amount, or a share from 0% to 100%.")]
    [InlineData("100.00", "-5", "2025-01-05", "Capital that may be called again: '-5' is no part of the capital")]
    [InlineData("100.00", "%", "2025-01-05", "Capital that may be called again: ")]
    [InlineData("100.00", "half", "2025-01-05", "Capital that may be called again: 'half' is not")]
    [InlineData("100.00", "", "31.01.2025", "Accounting date: “31.01.2025” is no date")]
    [InlineData("100.00", "", "2025-02-01", "Accounting date: 2025-02-01 is not in 2025-01, the open month")]
    public Task A_wrong_distribution_gets_a_sentence(string amount, string recallable, string on, string sentence) =>
        SaysAsync(Capital, "distribute", sentence, ("Distributed.Amount", amount), ("Distributed.Recallable", recallable), ("Distributed.On", on));

    [Theory]
    [InlineData("", "lindenhof", "0.5", "2025-01-05", "Interest: nothing stands here; choose one of the list.")]
    [InlineData("lindenhof", "nordlicht-bank", "0.5", "2025-01-05", "Interest: nothing stands here; choose one of the list.")]
    [InlineData("nobody/senior", "lindenhof", "0.5", "2025-01-05", "Interest: nobody holds nothing in senior")]
    [InlineData("nordlicht-bank/senior", "", "0.5", "2025-01-05", "Investor who takes it over: care-corridors has no such investor")]
    [InlineData("nordlicht-bank/senior", "nobody", "0.5", "2025-01-05", "Investor who takes it over: care-corridors has no such investor")]
    [InlineData("nordlicht-bank/senior", "nordlicht-bank", "0.5", "2025-01-05", "Investor who takes it over: nordlicht-bank holds it already")]
    [InlineData("nordlicht-bank/senior", "lindenhof", "0", "2025-01-05", "Part of it: 0 is no part of an interest; write a number above 0 and at most 1")]
    [InlineData("nordlicht-bank/senior", "lindenhof", "1.5", "2025-01-05", "Part of it: 1.5 is no part of an interest")]
    [InlineData("nordlicht-bank/senior", "lindenhof", "-0.5", "2025-01-05", "Part of it: -0.5 is no part of an interest")]
    [InlineData("nordlicht-bank/senior", "lindenhof", "half", "2025-01-05", "Part of it: 'half' is not")]
    [InlineData("nordlicht-bank/senior", "lindenhof", "0.5", "x", "Accounting date: “x” is no date")]
    [InlineData("nordlicht-bank/senior", "lindenhof", "0.5", "2026-01-20", "Accounting date: 2026-01-20 is not in 2025-01, the open month")]
    public Task A_wrong_transfer_gets_a_sentence(string interest, string to, string share, string on, string sentence) =>
        SaysAsync(Capital, "transfer", sentence, ("Moved.Interest", interest), ("Moved.To", to), ("Moved.Share", share), ("Moved.On", on));

    [Fact]
    public async Task A_changed_account_waits_for_another_person_and_nobody_sees_it_whole()
    {
        (await OpenAsync(Fund + "/payments/payees")).QuerySelectorAll("tbody tr").Select(row => row.TextContent).ShouldContain(row => row.Contains("sakura-bridge") && row.Contains("…0503"));
        var proposal = await ProposedAsync(served.Client, Maharlika.Replace("maharlika", "sakura-bridge", StringComparison.Ordinal), "change", ("Told.Iban", "DE75 5121 0800 1245 1261 99"));
        (await OpenAsync(proposal)).QuerySelector(".does")!.TextContent.ShouldContain("changes the account of sakura-bridge (file providers) from …0503 to …6199");
        var page = await OpenAsync(Fund + "/payments/payees");
        page.QuerySelectorAll("tbody")[0].QuerySelectorAll("tr").Single(row => row.TextContent.Contains("sakura-bridge")).TextContent.ShouldContain("its bank details are to change (proposal");
        page.QuerySelectorAll("tbody")[1].TextContent.ShouldContain("…6199");
        page.Body!.TextContent.ShouldNotContain("1245126199");

        (await LedToAsync(served.Client, Fund + "/payments/payees?file=investors&payee=twenty-years", "change", ("Told.Account", "77-88 99"), ("Told.Bic", "SMPLPHMM"))).ShouldContain("changes the account of twenty-years (file investors) from …4567 to …8 99");
        (await LedToAsync(served.Client, Fund + "/payments/payees?file=payees&payee=oversight%20DE-BA", "change", ("Told.Iban", "DE75512108001245126199"))).ShouldContain("changes the account of oversight DE-BA (file payees)");
        await SaysAsync(Maharlika.Replace("maharlika", "sakura-bridge", StringComparison.Ordinal), "change", "IBAN: the fund was told of this account of sakura-bridge before", ("Told.Iban", "DE75512108001245126199"));

        var auditor = await served.SignedInAsync(await served.AddAsync(Role.Auditor));
        (await OpenAsync(Maharlika, auditor)).QuerySelectorAll("main form, main td a").ShouldBeEmpty("an auditor changes nothing");
        (await served.Get<ChangeBankDetails>().RunAsync(await served.ActorAsync(SamplePeople.NameOf(Role.Auditor)), ServedFund.Id, new("providers", "maharlika", "DE75512108001245126199", null, null))).Refusals[0].Code.ShouldBe("not-allowed");
    }

    [Theory]
    [InlineData("", "", "", "IBAN: neither an IBAN nor an account stands here; write the IBAN, or the account and its bank's BIC.")]
    [InlineData("DE75512108001245126198", "", "", "IBAN: 'DE75512108001245126198' has wrong check digits")]
    [InlineData("de75512108001245126199", "", "", "IBAN: 'de75512108001245126199' is not an IBAN")]
    [InlineData("none", "", "", "IBAN: 'none' is not an IBAN")]
    [InlineData("DE75512108001245126199", "12345", "SMPLPHMM", "Account, where there is no IBAN: an IBAN and an account number both stand here; keep the IBAN.")]
    [InlineData("", "12345", "", "BIC of the account’s bank: an account number without an IBAN does not say at which bank it is")]
    [InlineData("", "12345", "bank", "BIC of the account’s bank: 'bank' is not a BIC")]
    [InlineData("", "12/345", "SMPLPHMM", "Account, where there is no IBAN: '12/345' is not the number of a bank account")]
    [InlineData("", "0010002000402", "SMPLPHMM", "IBAN: the fund was told of this account of maharlika before; look whether it counts or waits already")]
    [InlineData("\"DE75\",x", "", "", "IBAN: ")]
    public Task Wrong_bank_details_get_a_sentence(string iban, string account, string bic, string sentence) =>
        SaysAsync(Maharlika, "change", sentence, ("Told.Iban", iban), ("Told.Account", account), ("Told.Bic", bic));

    [Fact]
    public async Task A_manual_entry_is_proposed_line_by_line_and_taken_back_from_its_own_page()
    {
        (await OpenAsync(Fund + "/trial-balance")).QuerySelector($"a[href='{Manual}']").ShouldNotBeNull();
        var lines = Enumerable.Range(0, 6).SelectMany(i => ((string, string)[])[($"Told.Lines[{i}].Account", i switch { 0 => "5500", 2 => "5700", 5 => "4200", _ => "" }),
            ($"Told.Lines[{i}].Debit", i switch { 0 => "1.50", 2 => "2.50", _ => "" }), ($"Told.Lines[{i}].Credit", i == 5 ? "4.00" : "")]);
        var proposal = await ProposedAsync(served.Client, Manual, "make", [.. lines, ("Told.Reason", "the bank named it wrongly"), ("Told.On", "2025-01-05")]);
        var shown = await served.Client.GetStringAsync(new Uri(proposal, UriKind.Relative));
        shown.ShouldContain("makes the manual entry M-1, because: the bank named it wrongly");
        shown.ShouldContain("5700 ");

        var approver = await served.SignedInAsync(SignIn.SampleApprover);
        (await ServedFund.PostAsync(approver, proposal, "approve")).StatusCode.ShouldBe(HttpStatusCode.Found);
        await using (var context = served.NewContext())
        {
            var entry = Fund + FormattableString.Invariant($"/entries/{context.Entries.Max(one => one.Sequence)}");
            var back = (await OpenAsync(entry)).QuerySelector("main .lead a")!.GetAttribute("href")!;
            back.ShouldBe(Manual + "?reverses=M-1");
            (await OpenAsync(entry, approver)).QuerySelector("main .lead a").ShouldBeNull("an approver proposes nothing");
            (await OpenAsync(back)).QuerySelector("#number")!.GetAttribute("value").ShouldBe("M-1");
        }

        (await LedToAsync(served.Client, Manual, "reverse", ("Back.Number", "M-1"), ("Back.Reason", "it was right"), ("Back.On", "2025-01-05"))).ShouldContain("reverses M-1 by the manual entry M-2, because: it was right");
    }

    [Theory]
    [InlineData("5500", "1.00", "", "4200", "", "2.00", "why", "2025-01-05", "Debit, Credit: debits of 1.00 EUR and credits of 2.00 EUR differ by 1.00 EUR; an entry sums to zero.")]
    [InlineData("5500", "1.00", "", "5500", "", "1.00", "why", "2025-01-05", "Debit, Credit: administration is named twice")]
    [InlineData("5500", "1.00", "", "1000", "", "1.00", "why", "2025-01-05", "Credit: 1000 is no account of income or expense")]
    [InlineData("5500", "1.00", "", "7777", "", "1.00", "why", "2025-01-05", "Credit: the fund has no account 7777")]
    [InlineData("5500", "-1.00", "", "4200", "", "1.00", "why", "2025-01-05", "Debit: -1.00 EUR is not above zero")]
    [InlineData("5500", "one", "", "4200", "", "1.00", "why", "2025-01-05", "Debit: 'one' is not")]
    [InlineData("5500", "1=2", "", "4200", "", "1.00", "why", "2025-01-05", "Debit: '5500=1=2' is no posting")]
    [InlineData("", "", "", "", "", "", "why", "2025-01-05", "Debit, Credit, Number of the manual entry: an entry has debits and credits")]
    [InlineData("5500", "1.00", "", "", "", "", "why", "2025-01-05", "Debit, Credit: an entry has at least one debit and one credit")]
    [InlineData("", "1.00", "", "4200", "", "1.00", "why", "2025-01-05", "Line 1: an amount stands here and no account; choose the account.")]
    [InlineData("5500", "", "", "4200", "", "1.00", "why", "2025-01-05", "Line 1: an account stands here and no amount; write its debit or its credit.")]
    [InlineData("5500", "1.00", "", "4200", "1.00", "1.00", "why", "2025-01-05", "Line 2: a debit and a credit both stand here; keep one of the two.")]
    [InlineData("5500", "1.00", "", "4200", "", "1.00", "", "2025-01-05", "Why, for whoever approves: whoever approves reads why")]
    [InlineData("5500", "1.00", "", "4200", "", "1.00", "why", "today", "Accounting date: “today” is no date")]
    [InlineData("5500", "1.00", "", "4200", "", "1.00", "why", "2025-02-03", "Accounting date: 2025-02-03 is not in 2025-01")]
    public Task A_wrong_manual_entry_gets_a_sentence(string first, string firstDebit, string firstCredit, string second, string secondDebit, string secondCredit, string reason, string on, string sentence) =>
        SaysAsync(Manual, "make", sentence, ("Told.Lines[0].Account", first), ("Told.Lines[0].Debit", firstDebit), ("Told.Lines[0].Credit", firstCredit), ("Told.Lines[1].Account", second), ("Told.Lines[1].Debit", secondDebit),
            ("Told.Lines[1].Credit", secondCredit), ("Told.Reason", reason), ("Told.On", on));

    [Theory]
    [InlineData("", "why", "2025-01-05", "Number of the manual entry: nothing stands here; write its number, such as M-1.")]
    [InlineData("M-99", "why", "2025-01-05", "Number of the manual entry: 'M-99' is no manual entry that was posted")]
    [InlineData("1", "why", "2025-01-05", "Number of the manual entry: '1' is no manual entry")]
    [InlineData("M-99", "", "2025-01-05", "Why, for whoever approves: whoever approves reads why")]
    [InlineData("M-99", "why", "2025-13-01", "Accounting date: “2025-13-01” is no date")]
    public Task A_wrong_reversal_gets_a_sentence(string number, string reason, string on, string sentence) =>
        SaysAsync(Manual, "reverse", sentence, ("Back.Number", number), ("Back.Reason", reason), ("Back.On", on));

    [Fact]
    public async Task A_form_without_its_fields_keeps_nothing()
    {
        foreach (var (page, form) in ((string, string)[])[(Capital, "call"), (Capital, "transfer"), (Maharlika, "change"), (Manual, "make"), (Manual, "reverse")])
            await SaysAsync(page, form, "");
    }

    [Fact]
    public async Task A_short_pause_counts_at_once_and_a_long_one_waits_for_another_person()
    {
        var client = await workers.SignedInAsync("administrator");
        var page = Pauses.Replace("w-1", "p-2", StringComparison.Ordinal);
        (await OpenAsync(page[..^"/pauses".Length], client)).QuerySelector($"a[href='{page}']").ShouldNotBeNull();
        using (var granted = await ServedFund.PostAsync(client, page, "pause", ("Told.From", "2025-03-01"), ("Told.To", "2025-03-10"), ("Told.Reason", "illness")))
            granted.Headers.Location!.OriginalString.ShouldEndWith("/file/pauses?granted=PG-p-2-2025-03-01");
        var shown = await OpenAsync(page + "?granted=PG-p-2-2025-03-01", client);
        shown.QuerySelector("[role=status]")!.TextContent.ShouldBe("The pause from 2025-03-01 counts.");
        shown.QuerySelector("tbody tr")!.TextContent.ShouldContain("administrator");

        (await LedToAsync(client, page, "pause", ("Told.From", "2025-05-01"), ("Told.To", ""), ("Told.Reason", "parental-leave"))).ShouldContain("pauses the contributions of p-2 from 2025-05-01 until its end is told for parental-leave");
        await LedToAsync(client, page, "pause", ("Told.From", "2025-05-01"), ("Told.To", "2025-09-30"), ("Told.Reason", "parental-leave")); // Its end is told.
        (await SaidAsync(client, page, "pause", ("Told.From", "2025-05-01"), ("Told.To", "2025-09-30"), ("Told.Reason", "parental-leave"))).ShouldBe("First day: this pause from 2025-05-01 is granted already; look at the list of pauses; another one begins on another day.");
        (await SaidAsync(client, page, "pause", ("Told.From", "2025-05-01"), ("Told.To", "2025-08-30"), ("Told.Reason", "illness"))).ShouldStartWith("First day: a pause from 2025-05-01 is granted already, otherwise than here");
    }

    [Theory]
    [InlineData("", "", "illness", "First day: nothing stands here; write the first day of the pause.")]
    [InlineData("1 March", "", "illness", "First day: this is not a date; write year, month and day, for example 2025-01-31.")]
    [InlineData("2525-03-01", "", "illness", "First day: 2525-03-01 is more than 24 months from today; look at the year again.")]
    [InlineData("2025-03-01", "2025-02-28", "illness", "Last day, if it is known: 2025-02-28 is before the pause begins")]
    [InlineData("2025-03-01", "2027-03-02", "illness", "Last day, if it is known: that is more than 24 months; grant less now, and the rest later.")]
    [InlineData("2025-03-01", "later", "illness", "Last day, if it is known: this is not a date")]
    [InlineData("2025-03-01", "", "", "Reason: nothing stands here; choose why.")]
    [InlineData("2025-03-01", "", "holiday", "Reason: this is none of the reasons; choose one of the list.")]
    public async Task A_wrong_pause_gets_a_sentence(string from, string to, string reason, string sentence)
    {
        var before = await workers.KeptAsync();
        (await SaidAsync(await workers.SignedInAsync("administrator"), Pauses, "pause", ("Told.From", from), ("Told.To", to), ("Told.Reason", reason))).ShouldContain(sentence);
        (await workers.KeptAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task A_grievance_is_read_in_the_workers_words_taken_on_answered_and_closed_once()
    {
        var raised = await workers.Fund.Get<RaiseGrievance>().RunAsync(await workers.ActorAsync("worker-w-2"), ServedWorkers.Id, "w-2", new("pay", "serious", "j-2", "nobody paid the night shifts"), onlyCheck: false);
        var client = await workers.SignedInAsync("administrator");
        var page = $"/funds/{ServedWorkers.Id}/workers/w-2/file/grievances";
        var shown = await OpenAsync(page, client);
        shown.QuerySelector("tbody")!.TextContent.ShouldContain("nobody paid the night shifts");
        var id = raised.Value.Id;
        shown.QuerySelector("tbody")!.TextContent.ShouldContain("nobody yet");
        var (first, open) = ($"/funds/{ServedWorkers.Id}", $"/funds/{ServedWorkers.Id}/grievances");
        (await OpenAsync(first, client)).QuerySelectorAll($"ul.needs a[href='{open}']").ShouldHaveSingleItem().TextContent.ShouldEndWith("open and nobody handles it");
        (await OpenAsync(open, client)).QuerySelector($"tbody a[href='{page}']")!.ParentElement!.ParentElement!.TextContent.ShouldContain("nobody yet");

        var before = await workers.KeptAsync();
        (await SaidAsync(client, page, "take-on", ("TakenOn.Grievance", ""))).ShouldBe("Grievance: this is none of the worker's grievances; choose one of the list.");
        (await SaidAsync(client, page, "take-on", ("TakenOn.Grievance", "G-w-1-1"))).ShouldContain("Grievance: this is none of the worker's grievances");
        foreach (var (grievance, answer, sentence) in (IEnumerable<(string, string, string)>)
        [
            ("", "we ask them", "Grievance: this is none of the worker's grievances; choose one of the list."), (id, "", "Answer to the worker: nothing stands here; write what the worker is to read."),
            (id, " \r\n ", "Answer to the worker: nothing stands here"), (id, new string('x', 2001), "Answer to the worker: this has 2001 characters; write at most 2000."), (id, "a\u001bb", "Answer to the worker: a character in it is no text; type it again."),
        ])
            (await SaidAsync(client, page, "answer", ("Answered.Grievance", grievance), ("Answered.Text", answer))).ShouldContain(sentence);
        foreach (var (grievance, on, outcome, sentence) in (IEnumerable<(string, string, string, string)>)
        [
            ("", "2025-02-05", "upheld", "Grievance: this is none of the worker's grievances; choose one of the list."), ("G-w-1-1", "2025-02-05", "upheld", "Grievance: this is none of the worker's grievances"),
            (id, "", "upheld", "Last day it was open: nothing stands here; write the last day on which it was open."), (id, "yesterday", "upheld", "Last day it was open: this is not a date"),
            (id, "2025-02-06", "upheld", "Last day it was open: 2025-02-06 is after today; close it when it has ended."), (id, "2025-02-04", "upheld", "Last day it was open: 2025-02-04 is before it was raised on 2025-02-05"),
            (id, "2025-02-05", "", "How it ended: nothing stands here; choose how it ended."), (id, "2025-02-05", "forgotten", "How it ended: this is none of the list"),
        ])
            (await SaidAsync(client, page, "close", ("Told.Grievance", grievance), ("Told.On", on), ("Told.Outcome", outcome), ("Told.Answer", "an answer"))).ShouldContain(sentence);
        foreach (var (answer, sentence) in ((string, string)[])[("", "Answer to the worker: nothing stands here; write what the worker is to read."), (new string('x', 2001), "Answer to the worker: this has 2001 characters"), ("a\u0007b", "Answer to the worker: a character in it is no text")])
            (await SaidAsync(client, page, "close", ("Told.Grievance", id), ("Told.On", "2025-02-05"), ("Told.Outcome", "upheld"), ("Told.Answer", answer))).ShouldContain(sentence);
        (await workers.KeptAsync()).ShouldBe(before);

        using (var taken = await ServedFund.PostAsync(client, page, "take-on", ("TakenOn.Grievance", id)))
            taken.Headers.Location!.OriginalString.ShouldEndWith("/file/grievances?taken-on=" + id);
        (await OpenAsync($"{page}?taken-on={id}", client)).QuerySelector("[role=status]")!.TextContent.ShouldBe($"You handle {id}.");
        (await OpenAsync(first, client)).QuerySelectorAll($"ul.needs a[href='{open}']").ShouldBeEmpty();
        (await OpenAsync(open, client)).QuerySelector($"tbody a[href='{page}']")!.ParentElement!.ParentElement!.TextContent.ShouldContain("administrator");
        using (var answered = await ServedFund.PostAsync(client, page, "answer", ("Answered.Grievance", id), ("Answered.Text", "we ask them\r\nthis week")))
            answered.Headers.Location!.OriginalString.ShouldEndWith("/file/grievances?answered=" + id);
        (await OpenAsync($"{page}?answered={id}", client)).QuerySelector("[role=status]")!.TextContent.ShouldBe($"The worker reads your answer to {id}.");

        using (var closed = await ServedFund.PostAsync(client, page, "close", ("Told.Grievance", id), ("Told.On", "2025-02-05"), ("Told.Outcome", "partly-upheld"), ("Told.Answer", "half of it will be paid")))
            closed.Headers.Location!.OriginalString.ShouldEndWith("/file/grievances?closed=" + id);
        shown = await OpenAsync($"{page}?closed={id}", client);
        shown.QuerySelector("[role=status]")!.TextContent.ShouldBe($"{id} is closed.");
        shown.QuerySelector("tbody")!.TextContent.ShouldContain("partly upheld, 2025-02-05");
        shown.QuerySelector("tbody")!.TextContent.ShouldContain("nobody paid the night shifts", Case.Sensitive, "its words stay");
        shown.QuerySelectorAll("tbody td")[1].TextContent.ShouldStartWith("administrator, since 2025-02-05");
        shown.QuerySelectorAll("tbody blockquote").Select(answer => answer.TextContent).ShouldBe(["we ask them\nthis week", "half of it will be paid"]);
        shown.QuerySelectorAll("main form input[name=_handler]").Select(form => form.GetAttribute("value")).ShouldBe(["answer"], "nothing is open");
        (await workers.Fund.Get<CloseGrievance>().RunAsync(await workers.ActorAsync("administrator"), ServedWorkers.Id, "w-2", new(id, "2025-02-05", "upheld", "yes"))).Refusals.ShouldHaveSingleItem().ToString()
            .ShouldBe($"grievance_id: {id} is closed since 2025-02-05; what is new is another grievance.");
        (await workers.Fund.Get<CloseGrievance>().ListAsync(await workers.ActorAsync("system"), ServedWorkers.Id, "w-2")).Refusals[0].Code.ShouldBe("not-found");
    }

    [Fact]
    public async Task A_role_that_is_taken_away_opens_nothing_any_more_and_stands_in_the_installations_trail()
    {
        var client = await workers.SignedInAsync("system");
        var worker = await workers.SignedInAsync("worker-p-1");
        const string Home = $"/funds/{ServedWorkers.Id}/workers/p-1";
        (await worker.GetAsync(new Uri(Home, UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.OK);
        var link = (await OpenAsync("/users", client)).QuerySelectorAll("tbody tr").Single(row => row.QuerySelector("th")!.TextContent.Trim().StartsWith("worker-p-1", StringComparison.Ordinal)).QuerySelector("a")!.GetAttribute("href")!;
        var chosen = (await OpenAsync(link, client)).QuerySelector("#take")!;
        chosen.QuerySelectorAll("input[value], option[selected]").Select(field => field.GetAttribute("value")).TakeLast(4).ShouldBe(["worker-p-1", "worker", ServedWorkers.Id, "p-1"]);

        (await SaidAsync(client, "/users", "take", ("Taken.Name", "worker-p-1"), ("Taken.Role", "worker"), ("Taken.Fund", ServedWorkers.Id), ("Taken.Account", "p-1"))).ShouldBe("worker-p-1 has the role worker in mole no more.");
        (await worker.GetAsync(new Uri(Home, UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await OpenAsync("/users", client)).QuerySelectorAll("tbody tr").Single(row => row.QuerySelector("th")!.TextContent.Trim().StartsWith("worker-p-1", StringComparison.Ordinal)).TextContent.ShouldContain("none: sees nothing");

        var trail = (await OpenAsync("/users/audit", client)).QuerySelectorAll("tbody tr").Select(row => string.Join(" | ", row.QuerySelectorAll("td").Select(cell => cell.TextContent.Trim()))).ToList();
        trail[0].ShouldContain("take role | worker-p-1 | role: mole:worker:p-1 |");
        trail.ShouldContain(row => row.Contains("add user | worker-p-1") && row.Contains("is sample: yes") && row.Contains("roles: mole:worker:p-1"));
        (await OpenAsync("/users/audit?act=take-role&by=system&about=p-1&from=2025-02-05&to=2025-02-05", client)).QuerySelectorAll("tbody tr").Length.ShouldBe(1);
        (await OpenAsync("/users/audit?from=2026-01-01", client)).QuerySelectorAll("tbody tr").ShouldBeEmpty();
        foreach (var query in (string[])["?from=soon", "?to=31.12.2025", "?before=last"])
            (await client.GetAsync(new Uri("/users/audit" + query, UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.BadRequest, query);
    }

    [Theory]
    [InlineData("", "auditor", "mole", "", "Name: there is no such user; name one of the list of users.")]
    [InlineData("nobody-of-this-name", "auditor", "mole", "", "Name: there is no such user")]
    [InlineData("scheduler", "administrator", "mole", "", "Name: there is no such user")]
    [InlineData("system", "system-administrator", "", "", "Name: nobody takes a role of their own away; another one who manages users does.")]
    [InlineData("auditor", "", "mole", "", "Role: this is no role; choose one of the list.")]
    [InlineData("auditor", "king", "mole", "", "Role: this is no role")]
    [InlineData("auditor", "auditor", "", "", "Role: auditor is no auditor of the whole installation; name a role as the list of users shows it")]
    [InlineData("auditor", "auditor", "vole", "", "there is no fund 'vole'; choose one of the list.")]
    [InlineData("auditor", "approver", "mole", "", "Role: auditor is no approver of mole")]
    [InlineData("auditor", "auditor", "mole", "w-1", "Role: auditor is no auditor 'w-1' of mole")]
    [InlineData("worker-w-1", "worker", "mole", "", "Role: worker-w-1 is no worker of mole; name a role as the list of users shows it, with its fund and account.")]
    [InlineData("worker-w-1", "worker", "mole", "w-2", "Role: worker-w-1 is no worker 'w-2' of mole")]
    public async Task A_role_that_nobody_has_and_ones_own_cannot_be_taken_away(string name, string role, string fund, string account, string sentence)
    {
        var client = await workers.SignedInAsync("system");
        var before = await workers.KeptAsync();
        (await SaidAsync(client, "/users", "take", ("Taken.Name", name), ("Taken.Role", role), ("Taken.Fund", fund), ("Taken.Account", account))).ShouldContain(sentence);
        (await workers.KeptAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task The_last_who_manages_users_keeps_the_role_and_two_who_take_each_others_leave_one()
    {
        var (take, installer) = (served.Get<TakeRole>(), Actor.Installer(Channel.Cli, null));
        var managing = new GivenRole(null, Role.SystemAdministrator);
        foreach (var name in (string[])["first-manager", "second-manager"])
            (await served.Get<AddUser>().RunAsync(installer, new(name, true, [managing]))).Refusals.ShouldBeEmpty();
        var (first, second) = (await served.ActorAsync("first-manager"), await served.ActorAsync("second-manager"));
        foreach (var other in (await served.Get<ListUsers>().RunAsync(installer, 0, 500)).Value.Users.Where(user => user.Roles.Contains(managing) && user.Name is not ("first-manager" or "second-manager")))
            (await take.RunAsync(installer, other.Name, managing)).Refusals.ShouldBeEmpty();

        (await take.RunAsync(first, "second-manager", managing)).Refusals.ShouldBeEmpty();
        (await take.RunAsync(second, "first-manager", managing)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("not-allowed", "its roles were read before they were taken");
        (await take.RunAsync(installer, "first-manager", managing)).Refusals.ShouldHaveSingleItem().ToString().ShouldBe("role: first-manager is the last who manages users; give somebody else the role first.");
        (await take.RunAsync(await served.ActorAsync(SignIn.SampleAdministrator), "first-manager", managing)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("not-allowed");
    }

    private async Task<IHtmlDocument> OpenAsync(string address, HttpClient? client = null) => ServedFund.Parse(await (client ?? served.Client).GetStringAsync(new Uri(address, UriKind.Relative)));

    /// <summary>The address of the proposal to which a right form leads.</summary>
    private static async Task<string> ProposedAsync(HttpClient client, string page, string form, params (string Name, string Value)[] fields)
    {
        using var answer = await ServedFund.PostAsync(client, page, form, fields);
        answer.StatusCode.ShouldBe(HttpStatusCode.Found, ServedFund.Parse(await answer.Content.ReadAsStringAsync()).QuerySelector("[role=alert]")?.TextContent);
        var address = answer.Headers.Location!.IsAbsoluteUri ? answer.Headers.Location.AbsolutePath : answer.Headers.Location.OriginalString;
        address.ShouldContain("/approvals/");
        return address;
    }

    /// <summary>What the proposal's page says that it does.</summary>
    private async Task<string> LedToAsync(HttpClient client, string page, string form, params (string Name, string Value)[] fields) =>
        (await OpenAsync(await ProposedAsync(client, page, form, fields), client)).QuerySelector(".does")!.TextContent;

    /// <summary>What a form's answer says, right or wrong; what was typed stays in a wrong one.</summary>
    private static async Task<string> SaidAsync(HttpClient client, string page, string form, params (string Name, string Value)[] fields)
    {
        using var answer = await ServedFund.PostAsync(client, page, form, fields);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, answer.Headers.Location?.OriginalString);
        var shown = ServedFund.Parse(await answer.Content.ReadAsStringAsync());
        foreach (var (name, value) in fields.Where(field => field.Value.Length > 0 && !field.Value.Any(char.IsControl) && shown.QuerySelector("[role=alert]") is not null))
        {
            if (shown.QuerySelector($"input[name='{name}']") is { } input)
                input.GetAttribute("value").ShouldBe(value, "what was typed stays in the form");
            else if (shown.QuerySelector($"select[name='{name}'] option[value='{value}']") is { } option)
                option.HasAttribute("selected").ShouldBeTrue("what was chosen stays chosen");
        }

        return shown.QuerySelector("[role=alert], [role=status]")!.TextContent.Trim();
    }

    private async Task SaysAsync(string page, string form, string sentence, params (string Name, string Value)[] fields)
    {
        var before = await served.RowsAsync();
        (await SaidAsync(served.Client, page, form, fields)).ShouldContain(sentence);
        (await served.RowsAsync()).ShouldBe(before);
    }
}
