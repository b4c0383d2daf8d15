using System.CommandLine.Parsing;

namespace Plimsoll.Cli.Clients;

/// <summary>Addresses on a command line.</summary>
internal static class Urls
{
    public static Uri? Parse(ArgumentResult argument)
    {
        Uri[] urls = ParseAll(argument);
        return urls.Length == 0 ? null : urls[0];
    }

    public static Uri[] ParseAll(ArgumentResult argument) => [.. argument.Tokens.Select(token => Parse(token.Value, argument)).OfType<Uri>()];

    private static Uri? Parse(string text, ArgumentResult argument)
    {
        if (Uri.TryCreate(text, UriKind.Absolute, out Uri? url) && url.Scheme is "http" or "https")
            return url;
        argument.AddError($"{text} is not an address such as http://127.0.0.1:8545/");
        return null;
    }
}
