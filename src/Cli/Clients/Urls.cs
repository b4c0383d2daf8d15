using System.CommandLine.Parsing;

namespace Plimsoll.Cli.Clients;

/// <summary>Addresses on a command line.</summary>
internal static class Urls
{
    public static Uri? Parse(ArgumentResult argument)
    {
        string text = argument.Tokens[0].Value;
        if (Uri.TryCreate(text, UriKind.Absolute, out Uri? url) && url.Scheme is "http" or "https")
            return url;
        argument.AddError($"{text} is not an address such as http://127.0.0.1:8545/");
        return null;
    }
}
