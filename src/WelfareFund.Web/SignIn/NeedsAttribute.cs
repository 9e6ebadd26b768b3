using WelfareFund.Application.Access;

namespace WelfareFund.Web.SignIn;

/// <summary>What a page asks of its reader; its use cases ask the same again. A page without one is found by a test.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NeedsAttribute(Right right) : Attribute
{
    /// <summary>In the fund that the address names.</summary>
    public Right Right { get; } = right;

    /// <summary>To send its forms: the same, where the page says nothing else.</summary>
    public Right ToPost { get; init; } = right;
}

/// <summary>A page that shows nothing of any fund, or of each reader their own only.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ForEverybodyAttribute : Attribute;
