using System.CommandLine.Parsing;
using System.Globalization;
using Plimsoll.L1;
using Plimsoll.Primitives;

namespace Plimsoll.Cli.Users;

/// <summary>Whom a payment is for: an account by its index, or an owner by their address on L1.</summary>
internal readonly record struct Payee(uint Index, Address? Owner)
{
    public static Payee Parse(ArgumentResult argument)
    {
        string text = argument.Tokens[0].Value;
        if (uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out uint index))
            return new(index, null);
        if (AddressChecksum.TryParse(text, out Address owner) && !owner.IsZero)
            return new(0, owner);
        argument.AddError($"{text} is neither an account's index nor an address with its checksum.");
        return default;
    }
}
