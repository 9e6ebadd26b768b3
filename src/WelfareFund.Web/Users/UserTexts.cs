namespace WelfareFund.Web.Users;

/// <summary>Every text of the pages on users and on the audit trail.</summary>
internal static class UserTexts
{
    internal const string Users = "Users";
    internal const string Lead = "Who may do what. Whoever manages users moves no money, and sees no fund's books by it.";
    internal const string Caption = "Users {0} to {1} of {2}, in the order in which they were added";
    internal const string Number = "No.";
    internal const string Roles = "Roles";
    internal const string NoRoles = "none: sees nothing";
    internal const string Everywhere = "everywhere";
    internal const string SignsIn = "Signs in";
    internal const string ByPassword = "by password";
    internal const string ByPasswordAndCode = "by password and code";
    internal const string OrByPasskey = ", or by passkey";
    internal const string NotYet = "not to the pages yet";
    internal const string InvitedUntil = "invited until {0}";
    internal const string Sample = "sample";
    internal const string Nobody = "Nobody was added after this number.";

    internal const string Add = "Add a person, or a role to one";
    internal const string Role = "Role";
    internal const string NameTheAccount = "choose the fund, and write whose account it is";
    internal const string LeaveTheAccount = "leave the field of the account empty";
    internal const string ChooseTheFund = "choose one of the list";
    internal const string ChooseRole = "choose";
    internal const string FundOfRole = "Fund";
    internal const string WholeInstallation = "none: the whole installation";
    internal const string Account = "Whose account: the investor's, provider's or worker's id";
    internal const string AddButton = "Add";
    internal const string Added = "{0} has the role {1}{2} now.";
    internal const string InFund = " in {0}";
    internal const string Invite = "Invite";
    internal const string InviteLead = "The link lets its reader choose the password. It works once, for seven days, and is shown to nobody again. Send it to them alone.";
    internal const string InviteButton = "Make a link";
    internal const string Invited = "This link is for {0}, until {1}. It works once.";

    internal const string Invitation = "Choose your password";
    internal const string InvitationLead = "Twelve letters or more. Four words that have nothing to do with each other are good.";
    internal const string Again = "The same again";
    internal const string Differ = "The two are not the same; type both again.";
    internal const string Choose = "Choose it";
    internal const string Chosen = "Your password counts now.";

    internal const string Take = "Take a role away";
    internal const string TakeLead = "It counts from their next click on. Nobody takes one of their own, and the last who manages users keeps it.";
    internal const string TakeButton = "Take it away";
    internal const string Taken = "{0} has the role {1}{2} no more.";
    internal const string ToTake = "take away";
    internal const string TakeOf = "take away the role {0} of {1}";
    internal const string ToAudit = "Who gave, took and invited: the audit trail";

    internal const string Audit = "Audit trail";
    internal const string InstallationAuditLead = "Who added and invited whom, gave and took roles, and made keys. Each fund’s own trail is with its books. Days are those of UTC.";
    internal const string Yes = "yes";
    internal const string No = "no";
    internal const string Nothing = "nothing";
    internal const string AuditLead = "Who did what in this fund, when, and what it changed. Nobody can change or remove a line of it.";
    internal const string AuditCaption = "Acts, the newest first";
    internal const string Act = "Act";
    internal const string By = "By";
    internal const string About = "About";
    internal const string Before = "Before";
    internal const string After = "After";
    internal const string From = "From";
    internal const string To = "To";
    internal const string AllActs = "all acts";
    internal const string NoActs = "No act is so. Take something out of the filter above.";
    internal const string Older = "Older";
    internal const string Newest = "The newest";
}
