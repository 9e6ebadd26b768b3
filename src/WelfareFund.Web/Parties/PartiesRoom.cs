using NodaTime;
using WelfareFund.Application.Access;
using WelfareFund.Application.Claims;
using WelfareFund.Application.Documents;
using WelfareFund.Application.Proofs;
using WelfareFund.Application.Statements;

namespace WelfareFund.Web.Parties;

/// <summary>The use cases behind the pages of investors and providers.</summary>
internal static class PartiesRoom
{
    internal static IServiceCollection AddParties(this IServiceCollection services, IServiceProvider useCases) => services
        .AddSingleton(useCases.GetRequiredService<IClock>())
        .AddSingleton(useCases.GetRequiredService<StateInvestor>())
        .AddSingleton(useCases.GetRequiredService<StateProvider>())
        .AddSingleton(useCases.GetRequiredService<OwnPapers>())
        .AddSingleton(useCases.GetRequiredService<CheckDocument>())
        .AddSingleton(useCases.GetRequiredService<CheckProof>())
        .AddSingleton(useCases.GetRequiredService<ListClaims>())
        .AddSingleton(useCases.GetRequiredService<Appeals>())
        .AddSingleton(useCases.GetRequiredService<ShowContracts>())
        .AddSingleton(useCases.GetRequiredService<ShowProvider>())
        .AddSingleton(useCases.GetRequiredService<ApiKeys>())
        .AddSingleton(useCases.GetRequiredService<ApiAnswers>())
        .AddSingleton<PartyFiles.Door>();
}
