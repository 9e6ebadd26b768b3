namespace WelfareFund.AcceptanceTests.Pages;

/// <summary>What people write wrongly into a worker's forms: a sentence each, and nothing is kept.</summary>
public sealed class WrongWorkerFormsTests(ServedWorkers served) : IClassFixture<ServedWorkers>
{
    private const string Long = "99999999999999999999999999999999999999999999999999";

    [Theory]
    // Job, month, gross, net.
    [InlineData("", "2025-02", "1900.00", "", "Job: nothing stands here; choose the job that paid you.")]
    [InlineData("j-2", "2025-02", "1900.00", "", "Job: this is none of your jobs; choose one of the list.")]
    [InlineData("J-1", "2025-02", "1900.00", "", "Job: this is none of your jobs")]
    [InlineData("../j-1", "2025-02", "1900.00", "", "Job: this is none of your jobs")]
    [InlineData("' OR 1=1 --", "2025-02", "1900.00", "", "Job: this is none of your jobs")]
    [InlineData("j-1", "", "1900.00", "", "Month: nothing stands here; choose the month that the pay is for.")]
    [InlineData("j-1", "February", "1900.00", "", "Month: this is not a month; choose one of the list, for example 2025-01.")]
    [InlineData("j-1", "2025-13", "1900.00", "", "Month: this is not a month")]
    [InlineData("j-1", "2025-2", "1900.00", "", "Month: this is not a month")]
    [InlineData("j-1", "02/2025", "1900.00", "", "Month: this is not a month")]
    [InlineData("j-1", "2025-02-01", "1900.00", "", "Month: this is not a month")]
    [InlineData("j-1", "99999-01", "1900.00", "", "Month: this is not a month")]
    [InlineData("j-1", "2025-03", "1900.00", "", "Month: 2025-03 has not begun; report the pay when you have it.")]
    [InlineData("j-1", "2024-12", "1900.00", "", "Month: you were not in this job in 2024-12; choose another month, or the job that you had then.")]
    [InlineData("j-0", "2025-01", "1900.00", "", "Month: you were not in this job in 2025-01")]
    [InlineData("j-1", "2025-01", "1900.00", "", "Month: your employer has reported 2025-01 already: 2000.00 EUR; if that is wrong, make a complaint about pay.")]
    [InlineData("j-1", "2025-02", "", "", "Pay before tax: nothing stands here; write your pay before tax, as your payslip says it; 0 where you had none.")]
    [InlineData("j-1", "2025-02", "   ", "", "Pay before tax: nothing stands here")]
    [InlineData("j-1", "2025-02", "much", "", "Pay before tax: 'much'")]
    [InlineData("j-1", "2025-02", "1,900.00", "", "Pay before tax: '1,900.00'")]
    [InlineData("j-1", "2025-02", "1900,00", "", "Pay before tax: '1900,00'")]
    [InlineData("j-1", "2025-02", "1.900,00", "", "Pay before tax: '1.900,00'")]
    [InlineData("j-1", "2025-02", "1900.001", "", "Pay before tax: '1900.001' has 3 decimals, and EUR has 2; write at most 2 decimals")]
    [InlineData("j-1", "2025-02", "€1900", "", "Pay before tax: '€1900'")]
    [InlineData("j-1", "2025-02", "1900 EUR", "", "Pay before tax: '1900 EUR'")]
    [InlineData("j-1", "2025-02", "1e3", "", "Pay before tax: '1e3'")]
    [InlineData("j-1", "2025-02", "0x10", "", "Pay before tax: '0x10'")]
    [InlineData("j-1", "2025-02", "+-5", "", "Pay before tax: '+-5'")]
    [InlineData("j-1", "2025-02", "१९००", "", "Pay before tax: '१९००'")]
    [InlineData("j-1", "2025-02", "NaN", "", "Pay before tax: 'NaN'")]
    [InlineData("j-1", "2025-02", "=1+1", "", "Pay before tax: '=1+1'")]
    [InlineData("j-1", "2025-02", "-1.00", "", "Pay before tax: -1.00 EUR is less than nothing; write what you were paid, 0 where it was nothing.")]
    [InlineData("j-1", "2025-02", Long, "", "Pay before tax: '9999")]
    [InlineData("j-1", "2025-02", "92233720368547758.07", "", "is more than 10 times what your contract says")]
    [InlineData("j-1", "2025-02", "190000.00", "", "Pay before tax: 190000.00 EUR is more than 10 times what your contract says; look where the decimal point stands; your contract says 2000.00 EUR a month.")]
    [InlineData("j-1", "2025-02", "1900.00", "2000.00", "Pay after tax, if you know it: 2000.00 EUR after tax is more than 1900.00 EUR before tax")]
    [InlineData("j-1", "2025-02", "1900.00", "x", "Pay after tax, if you know it: 'x'")]
    [InlineData("j-1", "2025-02", "1900.00", "-1", "Pay after tax, if you know it: -1.00 EUR is less than nothing")]
    [InlineData("j-1", "2025-02", "1900.00", "1500.005", "Pay after tax, if you know it: '1500.005' has 3 decimals")]
    public Task Wrong_pay_gets_a_sentence(string job, string month, string gross, string net, string sentence) =>
        SaysAsync("/pay", "pay", sentence, ("Told.Job", job), ("Told.Month", month), ("Told.Gross", gross), ("Told.Net", net));

    [Theory]
    [InlineData("", "", "illness", "First day: nothing stands here; write the first day of the pause.")]
    [InlineData("tomorrow", "", "illness", "First day: this is not a date; write year, month and day, for example 2025-01-31.")]
    [InlineData("2025-02-30", "", "illness", "First day: this is not a date")]
    [InlineData("31.03.2025", "", "illness", "First day: this is not a date")]
    [InlineData("2025-3-1", "", "illness", "First day: this is not a date")]
    [InlineData("0000-00-00", "", "illness", "First day: this is not a date")]
    [InlineData("2025-03-01T00:00", "", "illness", "First day: this is not a date")]
    [InlineData("2525-03-01", "", "illness", "First day: 2525-03-01 is more than 24 months from today; look at the year again.")]
    [InlineData("1925-03-01", "", "illness", "First day: 1925-03-01 is more than 24 months from today")]
    [InlineData("2025-03-01", "2025-02-28", "illness", "Last day, if you know it: 2025-02-28 is before the pause begins; write the last day of the pause, or leave it empty.")]
    [InlineData("2025-03-01", "2027-03-02", "illness", "Last day, if you know it: that is more than 24 months; ask for less now, and again later.")]
    [InlineData("2025-03-01", "soon", "illness", "Last day, if you know it: this is not a date")]
    [InlineData("2025-03-01", "", "", "Why: nothing stands here; choose why you need it.")]
    [InlineData("2025-03-01", "", "holiday", "Why: this is none of the reasons; choose one of the list.")]
    [InlineData("2025-03-01", "", "grievance", "Why: this is none of the reasons")]
    [InlineData("2025-03-01", "", "Illness", "Why: this is none of the reasons")]
    public Task A_wrong_pause_gets_a_sentence(string from, string to, string reason, string sentence) =>
        SaysAsync("/pauses", "pause", sentence, ("Told.From", from), ("Told.To", to), ("Told.Reason", reason));

    [Theory]
    [InlineData("", "minor", "", "", "What it is about: nothing stands here; choose what it is about.")]
    [InlineData("weather", "minor", "", "", "What it is about: this is none of the list")]
    [InlineData("pay,serious", "minor", "", "", "What it is about: this is none of the list")]
    [InlineData("pay", "", "", "", "How bad it is: nothing stands here; choose how bad it is.")]
    [InlineData("pay", "Serious", "", "", "How bad it is: this is none of the list")]
    [InlineData("pay", "0", "", "", "How bad it is: this is none of the list")]
    [InlineData("pay", "minor", "j-2", "", "Job: this is none of your jobs; choose one of the list, or none.")]
    [InlineData("pay", "minor", "nowhere", "", "Job: this is none of your jobs")]
    [InlineData("pay", "minor", "", "a\u0001b", "if you like: a character in it is no text; type it again.")]
    [InlineData("pay", "minor", "", "a\u001bb", "if you like: a character in it is no text")]
    public Task A_wrong_complaint_gets_a_sentence(string category, string severity, string job, string text, string sentence) =>
        SaysAsync("/grievances", "grievance", sentence, ("Told.Category", category), ("Told.Severity", severity), ("Told.Job", job), ("Told.Text", text));

    [Fact]
    public Task A_complaint_of_too_many_words_gets_a_sentence() =>
        SaysAsync("/grievances", "grievance", "this has 2001 characters; write at most 2000", ("Told.Category", "pay"), ("Told.Severity", "minor"), ("Told.Text", new string('x', 2001)));

    [Theory]
    [InlineData("", "no", "Complaint: this is none of your complaints; choose one of the list.")]
    [InlineData("G-w-2-1", "no", "Complaint: this is none of your complaints")]
    [InlineData("C-OPEN", "no", "Complaint: C-OPEN is open still; wait until it is closed.")]
    [InlineData("C-BACK", "no", "Complaint: you took C-BACK back; make another complaint.")]
    [InlineData("c-ended", "no", "Complaint: this is none of your complaints")]
    [InlineData("C-ENDED", "", "Why you do not agree: nothing stands here; say it in your own words.")]
    [InlineData("C-ENDED", " \r\n ", "Why you do not agree: nothing stands here")]
    [InlineData("C-ENDED", "a\u0001b", "Why you do not agree: a character in it is no text; type it again.")]
    public async Task A_wrong_appeal_gets_a_sentence(string grievance, string why, string sentence)
    {
        await TellAsync();
        await SaysAsync("/grievances", "appeal", sentence, ("Given.Grievance", grievance), ("Given.Why", why));
    }

    [Fact]
    public async Task An_appeal_of_too_many_words_gets_a_sentence()
    {
        await TellAsync();
        await SaysAsync("/grievances", "appeal", "this has 2001 characters; write at most 2000", ("Given.Grievance", "C-ENDED"), ("Given.Why", new string('x', 2001)));
    }

    /// <summary>One that is open, one that was withdrawn and one that ended otherwise; told once however often.</summary>
    private Task TellAsync() => served.Fund.TellAsync("grievances", "grievance_id,worker_id,employment_id,raised_on,category,severity,text,closed_on,outcome",
        "C-OPEN,w-1,,2025-01-10,housing,minor,damp,,", "C-BACK,w-1,,2025-01-10,housing,minor,damp,2025-01-20,withdrawn", "C-ENDED,w-1,,2025-01-10,housing,minor,damp,2025-01-20,not-upheld");

    [Theory]
    [InlineData("", "Agreement: this is none of your agreements; choose one of the list.")]
    [InlineData("a-2", "Agreement: this is none of your agreements")]
    [InlineData("A-1", "Agreement: this is none of your agreements")]
    [InlineData("a-1", "Agreement: no employer may keep anything from your pay for this agreement; you pay yourself already.")]
    public Task A_consent_that_is_not_there_cannot_be_taken_back(string agreement, string sentence) => SaysAsync("/deduction", "withdraw", sentence, ("Told.Agreement", agreement));

    [Fact]
    public async Task A_form_without_its_fields_keeps_nothing()
    {
        await TellAsync();
        foreach (var (page, form) in ((string, string)[])[("/pay", "pay"), ("/pauses", "pause"), ("/grievances", "grievance"), ("/grievances", "appeal"), ("/deduction", "withdraw")])
            await SaysAsync(page, form, "");
    }

    /// <summary>At both steps: when it is to be checked, and when somebody says yes to it at once.</summary>
    private async Task SaysAsync(string page, string form, string sentence, params (string Name, string Value)[] fields)
    {
        var client = await served.SignedInAsync("worker-w-1");
        var before = await served.KeptAsync();
        foreach (var act in (string[])["check", "confirm"])
        {
            using var answer = await ServedFund.PostAsync(client, $"/funds/{ServedWorkers.Id}/workers/w-1{page}", form, [.. fields, (form == "appeal" ? "Given.Act" : "Told.Act", act)]);
            ((int)answer.StatusCode).ShouldBeLessThan(500);
            answer.Headers.Location.ShouldBeNull();
            var shown = ServedFund.Parse(await answer.Content.ReadAsStringAsync());
            shown.QuerySelector("[role=alert]")!.TextContent.ShouldContain(sentence);
            foreach (var (name, value) in fields.Where(field => field.Value.Length > 0 && !field.Value.Any(char.IsControl)))
            {
                if (shown.QuerySelector($"input[name='{name}']") is { } input)
                    input.GetAttribute("value").ShouldBe(value, "what was typed stays in the form");
            }
        }

        (await served.KeptAsync()).ShouldBe(before);
    }
}
