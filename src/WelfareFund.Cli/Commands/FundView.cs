using System.CommandLine;
using NodaTime;
using WelfareFund.Application.Reports;

namespace WelfareFund.Cli.Commands;

/// <summary>The options by which a reading command chooses a fund and from where to look at its books.</summary>
internal sealed class FundView
{
    private readonly Option<string> fund = new("--fund") { Required = true, Description = "the fund's id" };
    private readonly Option<LocalDate?> asOf = new("--as-of") { Description = "the last day that counts; else the end of the last month that was posted", CustomParser = Parsing.Date };
    private readonly Option<long?> knownAt = new("--known-at") { Description = "only the log's first entries, this many" };
    private readonly Option<bool> restated = new("--restated") { Description = "entries count from the day they concern" };

    internal void AddTo(Command command, bool withRestated = true)
    {
        command.Options.Add(fund);
        command.Options.Add(asOf);
        command.Options.Add(knownAt);
        if (withRestated)
            command.Options.Add(restated);
    }

    internal string FundOf(ParseResult parsed) => parsed.GetRequiredValue(fund);

    internal ReportView Of(ParseResult parsed) => new(parsed.GetValue(asOf), parsed.GetValue(knownAt), parsed.GetValue(restated));
}
