using System.Text.Json;
using System.Text.Json.Serialization;
using Plimsoll.Cli.CommandLine;
using Plimsoll.L1;
using Plimsoll.L1.Signing;
using Plimsoll.Primitives;

namespace Plimsoll.Cli.Wallets;

/// <summary>A private key in a file that only its owner may read. Not encrypted: for devnets, tests and small sums.</summary>
internal static class WalletFile
{
    public const int MaxLength = 4 * 1024;

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    /// <summary>Writes a key to a new file with mode 0600; never over an existing one.</summary>
    /// <returns>The key's address.</returns>
    public static Address Write(string path, ReadOnlySpan<byte> secret)
    {
        using PrivateKey key = new(secret);
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        using FileStream file = new(path, options);
        JsonSerializer.Serialize(file, new Document(key.Address.ToChecksumString(), "0x" + Convert.ToHexStringLower(secret)), Terminal.JsonOptions);
        return key.Address;
    }

    /// <summary>Reads a key; warns when others may read the file, too.</summary>
    /// <exception cref="CommandException">There is no such file, or it holds no key.</exception>
    public static PrivateKey Read(string path, Terminal terminal)
    {
        if (!File.Exists(path))
            throw CommandException.Unavailable($"there is no wallet {path}", "Make one with `plimsoll wallet new FILE`, or `plimsoll wallet devnet INDEX FILE`.");
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != 0)
            terminal.Warn($"others can read the key in {path}; run: chmod 600 {path}");
        if (new FileInfo(path).Length > MaxLength)
            throw NoWallet(path, $"it is larger than {MaxLength} bytes");
        try
        {
            Document document = JsonSerializer.Deserialize<Document>(File.ReadAllText(path), Terminal.JsonOptions) ?? throw new JsonException("null");
            PrivateKey key = PrivateKey.Parse(document.PrivateKey);
            if (AddressChecksum.TryParse(document.Address, out Address address) && address == key.Address)
                return key;
            key.Dispose();
            throw NoWallet(path, "key and address do not belong together");
        }
        catch (Exception e) when (e is JsonException or FormatException or ArgumentException)
        {
            throw NoWallet(path, "it has no address and privateKey that can be read"); // what is in it stays out of the message
        }
    }

    private static CommandException NoWallet(string path, string why) => CommandException.WrongInput($"{path} is not a wallet: {why}");

    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    private sealed record Document([property: JsonRequired] string Address, [property: JsonRequired] string PrivateKey);
}
