using Microsoft.EntityFrameworkCore;
using NodaTime;
using WelfareFund.Application.Access;
using WelfareFund.Storage;
using WelfareFund.Storage.Access;

namespace WelfareFund.Application.Jobs;

/// <summary>The user that jobs act as. It proposes and never decides, and nobody can sign in as it: it has no key.</summary>
internal sealed class SchedulerUser(FundDatabase database, IClock clock)
{
    private static readonly IReadOnlySet<Role> Roles = new HashSet<Role> { Role.Administrator };

    /// <param name="fund">On which alone it has rights.</param>
    internal async Task<Actor> OnAsync(int fund, CancellationToken cancellation)
    {
        await using var context = database.NewContext();
        var number = await NumberAsync(context, cancellation) ?? await AddAsync(context, cancellation);
        return new(number, SignIn.Scheduler, false, Channel.Job, null, new Dictionary<int, IReadOnlySet<Role>> { [fund] = Roles });
    }

    private static async Task<int?> NumberAsync(FundContext context, CancellationToken cancellation) =>
        await context.Set<UserRow>().AsNoTracking().Where(user => user.Name == SignIn.Scheduler).Select(user => (int?)user.Number).SingleOrDefaultAsync(cancellation);

    private async Task<int> AddAsync(FundContext context, CancellationToken cancellation)
    {
        var row = new UserRow { Number = 1 + (await context.Set<UserRow>().MaxAsync(user => (int?)user.Number, cancellation) ?? 0), Name = SignIn.Scheduler, Sample = false, AddedAt = clock.GetCurrentInstant() };
        context.Add(row);
        try
        {
            await context.SaveChangesAsync(cancellation);
            return row.Number;
        }
        catch (DbUpdateException)
        {
            return await NumberAsync(context, cancellation) ?? throw new InvalidOperationException("The scheduler could not be added as a user."); // another node was faster
        }
    }
}
