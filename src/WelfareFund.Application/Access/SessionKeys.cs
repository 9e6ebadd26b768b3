namespace WelfareFund.Application.Access;

/// <summary>Where the keys of the pages' sessions lie: among the funds' keys, so that whoever backs those up has these.</summary>
public sealed record SessionKeys(DirectoryInfo Folder);
