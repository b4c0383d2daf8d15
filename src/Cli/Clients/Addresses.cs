using System.CommandLine;
using System.CommandLine.Parsing;
using Plimsoll.L1;

namespace Plimsoll.Cli.Clients;

/// <summary>Accounts and contracts on a command line: addresses with their checksums.</summary>
internal static class Addresses
{
    /// <summary>Refuses a value of an option that is not an address.</summary>
    public static T Checked<T>(this T option)
        where T : Option
    {
        option.Validators.Add(result =>
        {
            foreach (Token token in result.Tokens)
            {
                if (!AddressChecksum.TryParse(token.Value, out _))
                    result.AddError($"{option.Name}: {token.Value} is not an address with its checksum.");
            }
        });
        return option;
    }
}
