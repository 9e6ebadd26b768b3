using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using WelfareFund.Ledger;

namespace WelfareFund.Storage;

/// <summary>
/// The funds' keys: a secret for the salts of the log and a key that signs seals. They lie in a folder of their own, outside the
/// database, so that a copy of the database alone neither reveals a neighbour's amount nor makes a seal. Back them up apart.
/// </summary>
/// <param name="folder">Created with the first fund's keys; readable by its owner alone.</param>
public sealed class KeyRing(string folder)
{
    private const int SecretLength = 32;
    private const UnixFileMode OwnerFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly ConcurrentDictionary<string, byte[]> secrets = new(StringComparer.Ordinal);

    /// <summary>A folder among the keys for those of the pages' sessions and forms; nodes that share it take each other's sessions. Created where it is missing.</summary>
    public DirectoryInfo SessionsFolder => OwnFolder(Path.Combine(folder, "sessions"));

    /// <summary>Makes a fund's keys; keys that are there already stay.</summary>
    /// <param name="fund">The fund's id.</param>
    public void CreateFor(string fund)
    {
        CreateFile(PathOf(fund, "secret"), () => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretLength)));
        CreateFile(PathOf(fund, "pem"), () =>
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            return key.ExportPkcs8PrivateKeyPem();
        });
    }

    /// <summary>32 bytes.</summary>
    /// <exception cref="InvalidDataException">The file is missing or damaged. It is never made anew: the log's salts come from it.</exception>
    public ReadOnlyMemory<byte> SecretOf(string fund) => secrets.GetOrAdd(fund, id =>
    {
        var secret = Convert.FromHexString(Read(id, "secret"));
        return secret.Length == SecretLength ? secret : throw new InvalidDataException($"{PathOf(id, "secret")} holds {secret.Length} bytes where {SecretLength} are needed; restore it from its backup.");
    });

    /// <summary>ECDSA on P-256. The caller disposes it.</summary>
    /// <exception cref="InvalidDataException">The file is missing.</exception>
    public ECDsa SigningKeyOf(string fund)
    {
        var key = ECDsa.Create();
        key.ImportFromPem(Read(fund, "pem"));
        return key;
    }

    /// <summary>Of the keys whose seals <c>verify</c> trusts.</summary>
    public IReadOnlySet<Digest> FingerprintsOf(string fund)
    {
        using var key = SigningKeyOf(fund);
        return new HashSet<Digest> { Digest.Of(key.ExportSubjectPublicKeyInfo()) };
    }

    private string Read(string fund, string kind)
    {
        var path = PathOf(fund, kind);
        return File.Exists(path) ? File.ReadAllText(path).Trim() : throw new InvalidDataException($"{path} is missing; restore the fund's keys from their backup.");
    }

    private string PathOf(string fund, string kind) => Path.GetFileName(fund) == fund && fund.Length > 0 && fund[0] != '.'
        ? Path.Combine(folder, $"{fund}.{kind}")
        : throw new ArgumentException($"'{fund}' cannot name a file.", nameof(fund));

    /// <summary>Written whole under another name first, so that nobody ever reads half a key. When another process is faster, its key counts.</summary>
    private void CreateFile(string path, Func<string> make)
    {
        if (File.Exists(path)) return;
        OwnFolder(folder);

        var draft = $"{path}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerFile;
        using (var stream = new FileStream(draft, options))
        {
            stream.Write(Encoding.ASCII.GetBytes(make()));
            stream.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(draft, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(draft);
        }
    }

    private static DirectoryInfo OwnFolder(string path) => OperatingSystem.IsWindows() ? Directory.CreateDirectory(path) : Directory.CreateDirectory(path, OwnerFolder);
}
