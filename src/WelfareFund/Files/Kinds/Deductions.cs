using NodaTime;
using WelfareFund.People;

namespace WelfareFund.Files.Kinds;

internal static class Deductions
{
    private static readonly Column<string> Id = Columns.Id("deduction_id");
    private static readonly Column<WorkerId> Worker = Columns.FactId("worker_id", FactKind.Worker, id => new WorkerId(id));
    private static readonly Column<EmployerId> Employer = Columns.FactId("employer_id", FactKind.Employer, id => new EmployerId(id));
    private static readonly Column<YearMonth> Month = Columns.Month("month");
    private static readonly Column<LocalDate> DeductedOn = Columns.Date("deducted_on");
    private static readonly Column<Currency> Currency = Columns.Currency();
    private static readonly Column<Money> Amount = Columns.Amount("amount", Currency, Sign.Positive);
    private static readonly Column<string?> TransferReference = Columns.Text("transfer_reference", 140).OrNull();

    internal static readonly FileKind<Deduction> Kind = new("deductions", Id, deduction => deduction.Id, Read,
        [Id, Worker, Employer, Month, DeductedOn, Amount, Currency, TransferReference])
    {
        MayFollow = (known, told) => known.TransferReference is null && known == told with { TransferReference = null },
        HowToCorrect = "only transfer_reference may be added to a deduction; what was deducted wrongly is deducted less, or paid back",
    };

    private static Deduction Read(Row row)
    {
        var deduction = new Deduction
        {
            Id = row.Get(Id),
            Worker = row.Get(Worker),
            Employer = row.Get(Employer),
            Month = row.Get(Month),
            DeductedOn = row.Get(DeductedOn),
            Amount = row.Get(Amount),
            TransferReference = row.Get(TransferReference),
        };
        row.Get(Currency);
        if (row.Refusals.Count == 0 && deduction.DeductedOn < deduction.Month.OnDayOfMonth(1))
            row.Refuse(DeductedOn, "wrong-order", $"{deduction.DeductedOn:uuuu-MM-dd} is before the month {row.Text(Month)} began", "pay is kept in its month or later");
        return deduction;
    }
}
