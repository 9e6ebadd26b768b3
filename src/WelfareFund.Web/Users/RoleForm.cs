namespace WelfareFund.Web.Users;

/// <summary>A role as a form has it.</summary>
public sealed class RoleForm
{
    public string? Name { get; set; }
    public string? Role { get; set; }

    /// <summary>Empty for the whole installation.</summary>
    public string? Fund { get; set; }
    public string? Account { get; set; }
}
