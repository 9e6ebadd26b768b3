using WelfareFund.Application.Access;

namespace WelfareFund.Web;

/// <summary>Who reads. As long as nobody signs in: the sample administrator, whose rights are on sample funds alone.</summary>
public sealed class Reader(SignIn signIn)
{
    public async Task<Actor> ActorAsync(CancellationToken cancellation) =>
        (await signIn.RunAsync(SignIn.SampleAdministrator, null, Channel.Web, null, cancellation)).Value;
}
