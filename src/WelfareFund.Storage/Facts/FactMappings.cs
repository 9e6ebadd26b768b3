using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using WelfareFund.Capital;
using WelfareFund.Files;
using WelfareFund.Outcomes;
using WelfareFund.Payments;
using WelfareFund.People;
using WelfareFund.Quality;

namespace WelfareFund.Storage.Facts;

/// <summary>How facts lie in their tables. Columns are named as the columns of the files they came from.</summary>
internal static class FactMappings
{
    internal static void ConfigureConventions(ModelConfigurationBuilder builder)
    {
        builder.Properties<WorkerId>().HaveConversion<WorkerIdConversion>();
        builder.Properties<InvestorId>().HaveConversion<InvestorIdConversion>();
        builder.Properties<ProviderId>().HaveConversion<ProviderIdConversion>();
        builder.Properties<EmployerId>().HaveConversion<EmployerIdConversion>();
        builder.Properties<EmploymentId>().HaveConversion<EmploymentIdConversion>();
        builder.Properties<AgreementId>().HaveConversion<AgreementIdConversion>();
        builder.Properties<ClaimId>().HaveConversion<ClaimIdConversion>();
        builder.Properties<InvestorKind>().HaveConversion<WordConversion<InvestorKind>>();
        builder.Properties<PayeeKind>().HaveConversion<WordConversion<PayeeKind>>();
        builder.Properties<WageSource>().HaveConversion<WordConversion<WageSource>>();
        builder.Properties<EndingReason>().HaveConversion<WordConversion<EndingReason>>();
        builder.Properties<Severity>().HaveConversion<WordConversion<Severity>>();
        builder.Properties<GrievanceOutcome>().HaveConversion<WordConversion<GrievanceOutcome>>();
        builder.Properties<GrievanceWordKind>().HaveConversion<WordConversion<GrievanceWordKind>>();
        builder.Properties<AuditResult>().HaveConversion<WordConversion<AuditResult>>();
        builder.Properties<ClaimDecision>().HaveConversion<WordConversion<ClaimDecision>>();
    }

    internal static void Configure(ModelBuilder builder)
    {
        builder.Fact<Investor>("investors").Column(investor => investor.Id, "investor_id");
        builder.Fact<Commitment>("commitments").Column(commitment => commitment.Id, "commitment_id").Column(commitment => commitment.Investor, "investor_id");
        builder.Fact<CapitalCall>("capital_calls").Column(call => call.Id, "call_id");
        builder.Fact<Provider>("providers").Column(provider => provider.Id, "provider_id");
        builder.Fact<Employer>("employers").Column(employer => employer.Id, "employer_id");
        builder.Fact<Payee>("payees").Column(payee => payee.Kind, "payee_kind").Column(payee => payee.Id, "payee_id");
        builder.Fact<Worker>("workers").Column(worker => worker.Id, "worker_id").Column(worker => worker.Contract, "contract_id");
        builder.Fact<Agreement>("agreements").Column(agreement => agreement.Id, "agreement_id").Column(agreement => agreement.Worker, "worker_id");
        builder.Fact<Cost>("costs").Column(cost => cost.Id, "cost_id").Column(cost => cost.Worker, "worker_id");
        builder.Fact<Employment>("employments").Column(employment => employment.Id, "employment_id").Column(employment => employment.Worker, "worker_id")
            .Column(employment => employment.Employer, "employer_id");
        builder.Fact<Audit>("audits").Column(audit => audit.Id, "audit_id").Column(audit => audit.Employment, "employment_id");
        builder.Fact<Claim>("claims").Column(claim => claim.Id, "claim_id").Column(claim => claim.Contract, "contract_id").Column(claim => claim.Worker, "worker_id");
        builder.Fact<Verification>("decisions").Column(decision => decision.Claim, "claim_id");
        builder.Fact<WageReport>("wages").Column(wage => wage.Id, "wage_id").Column(wage => wage.Worker, "worker_id").Column(wage => wage.Employer, "employer_id");
        builder.Fact<Pause>("pauses").Column(pause => pause.Id, "pause_id").Column(pause => pause.Worker, "worker_id");
        builder.Fact<PauseLimit>("pause_limits").Column(limit => limit.Pause, "pause_id");
        builder.Fact<Ending>("endings").Column(ending => ending.Worker, "worker_id").Column(ending => ending.Employment, "employment_id");
        builder.Fact<Deduction>("deductions").Column(deduction => deduction.Id, "deduction_id").Column(deduction => deduction.Worker, "worker_id")
            .Column(deduction => deduction.Employer, "employer_id");
        builder.Fact<Grievance>("grievances").Ignore(grievance => grievance.Text).Column(grievance => grievance.Id, "grievance_id")
            .Column(grievance => grievance.Worker, "worker_id").Column(grievance => grievance.Employment, "employment_id");
        builder.Fact<PublishedRate>("fx_rates");
        builder.Fact<BankLine>("bank_lines").Ignore(line => line.Counterparty).Ignore(line => line.Reference).Ignore(line => line.ReturnReason);
        builder.Fact<BankBalance>("bank_balances");
    }

    private static EntityTypeBuilder<T> Fact<T>(this ModelBuilder builder, string table) where T : Fact
    {
        var entity = builder.Entity<T>().ToTable(table);
        entity.HasKey(fact => new { fact.Fund, fact.Intake });
        entity.Property(fact => fact.Intake).ValueGeneratedNever();

        // Properties that cannot be set are not mapped unless they are named; the constructor then takes them.
        foreach (var amount in typeof(T).GetProperties().Where(property => property.PropertyType == typeof(Money)))
        {
            entity.ComplexProperty(amount.PropertyType, amount.Name, money =>
            {
                money.Property<long>(nameof(Money.MinorUnits)).HasColumnName(ColumnNames.Snake(amount.Name));
                money.Property<Currency>(nameof(Money.Currency)).HasColumnName(ColumnNames.Snake(amount.Name) + "_currency");
            });
        }

        return entity;
    }

    private static EntityTypeBuilder<T> Column<T, TProperty>(this EntityTypeBuilder<T> entity, Expression<Func<T, TProperty>> property, string name) where T : class
    {
        entity.Property(property).HasColumnName(name);
        return entity;
    }

    private sealed class WorkerIdConversion() : ValueConverter<WorkerId, string>(id => id.Value, text => new(text));

    private sealed class InvestorIdConversion() : ValueConverter<InvestorId, string>(id => id.Value, text => new(text));

    private sealed class ProviderIdConversion() : ValueConverter<ProviderId, string>(id => id.Value, text => new(text));

    private sealed class EmployerIdConversion() : ValueConverter<EmployerId, string>(id => id.Value, text => new(text));

    private sealed class EmploymentIdConversion() : ValueConverter<EmploymentId, string>(id => id.Value, text => new(text));

    private sealed class AgreementIdConversion() : ValueConverter<AgreementId, string>(id => id.Value, text => new(text));

    private sealed class ClaimIdConversion() : ValueConverter<ClaimId, string>(id => id.Value, text => new(text));
}

/// <summary>A closed choice as its word (<see cref="Words"/>).</summary>
internal sealed class WordConversion<T>() : ValueConverter<T, string>(value => Words.Of(value), word => Words.Read<T>(word)) where T : struct, Enum;
