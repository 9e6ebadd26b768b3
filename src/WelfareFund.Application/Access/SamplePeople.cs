using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using WelfareFund.Files;
using WelfareFund.People;
using WelfareFund.Storage;

namespace WelfareFund.Application.Access;

/// <summary>Made-up people of every role that has pages, who act on sample funds alone.</summary>
public sealed class SamplePeople(FundDatabase database, AddUser add, SetPassword passwords, IClock clock)
{
    /// <summary>Letters and digits that nobody mistakes for one another.</summary>
    private const string Letters = "abcdefghjkmnpqrstuvwxyz23456789";

    private static readonly Actor Installer = Actor.Installer(Channel.Web, null);

    /// <summary>As whom one looks at the sample funds, in every one of them: its first investor, its first provider, its first worker who agreed to pay a share.</summary>
    public static string NameOf(Role role) => role switch
    {
        Role.Administrator => SignIn.SampleAdministrator,
        Role.Approver => SignIn.SampleApprover,
        Role.GovernmentObserver => "sample-observer",
        _ => "sample-" + Words.Of(role),
    };

    /// <summary>Adds whoever is not there yet, and gives all of them new random passwords. Shown once, by whoever starts the server.</summary>
    public async Task<IReadOnlyList<(string Name, string Password)>> WithNewPasswordsAsync(CancellationToken cancellation = default)
    {
        await using (var context = database.NewContext())
        {
            await SignIn.AddSamplePeopleAsync(context, clock, cancellation);
            var samples =
                from role in context.Set<Storage.Access.UserRoleRow>()
                join user in context.Set<Storage.Access.UserRow>() on role.UserNumber equals user.Number
                join fund in context.Funds on role.Fund equals fund.Number
                where user.Name == SignIn.SampleAdministrator
                orderby fund.Number
                select new { fund.Number, fund.Id };
            foreach (var fund in await samples.ToListAsync(cancellation))
                await JoinAsync(context, fund.Number, fund.Id, cancellation);
        }

        var made = new List<(string, string)>();
        foreach (var name in await NamesAsync(cancellation))
        {
            var password = string.Join('-', Enumerable.Range(0, 4).Select(_ => RandomNumberGenerator.GetString(Letters, 4)));
            if (await passwords.RunAsync(Installer, name, password, cancellation) is { IsRefused: true } refused)
                throw new InvalidOperationException(refused.Refusals[0].ToString());
            made.Add((name, password));
        }

        return made;
    }

    private async Task JoinAsync(FundContext context, int fund, string id, CancellationToken cancellation)
    {
        var investor = await context.Set<Investor>().Where(known => known.Fund == fund).OrderBy(known => known.Intake).Select(known => known.Id.Value).FirstOrDefaultAsync(cancellation);
        var provider = await context.Set<Provider>().Where(known => known.Fund == fund).OrderBy(known => known.Intake).Select(known => known.Id.Value).FirstOrDefaultAsync(cancellation);
        var worker = await context.Set<Agreement>().Where(known => known.Fund == fund).OrderBy(known => known.Intake).Select(known => known.Worker.Value).FirstOrDefaultAsync(cancellation);
        foreach (var (role, account) in ((Role, string?)[])[(Role.Investor, investor), (Role.Provider, provider), (Role.Worker, worker), (Role.Auditor, null), (Role.GovernmentObserver, null)])
        {
            if (Rights.IsOwn(role) && account is null)
                continue;
            if (await add.RunAsync(Installer, new(NameOf(role), true, [new(id, role, account)]), cancellation) is { IsRefused: true } refused)
                throw new InvalidOperationException(refused.Refusals[0].ToString());
        }
    }

    private async Task<IReadOnlyList<string>> NamesAsync(CancellationToken cancellation)
    {
        string[] names = [.. Enum.GetValues<Role>().Select(NameOf)];
        await using var context = database.NewContext();
        return await context.Set<Storage.Access.UserRow>().AsNoTracking().Where(user => user.Sample && names.Contains(user.Name)).OrderBy(user => user.Number).Select(user => user.Name).ToListAsync(cancellation);
    }
}
