using System.CommandLine;
using Plimsoll.Cli.CommandLine;
using Plimsoll.Solvency.Parameters;

namespace Plimsoll.Cli.Auditing;

/// <summary><c>--params FILE</c>: other numbers for the risk model than those that come with the program.</summary>
internal sealed class ParametersOption : Option<string?>
{
    public ParametersOption()
        : base("--params")
    {
        Description = "The risk model's parameters, a document like riskparams.json; else the built-in ones.";
        HelpName = "FILE";
    }

    /// <exception cref="CommandException">The document is wrong.</exception>
    public RiskParameters Read(ParseResult result)
    {
        if (result.GetValue(this) is not { } path)
            return RiskParameters.Default;
        try
        {
            return RiskParameters.Load(File.ReadAllBytes(path));
        }
        catch (ParametersException e)
        {
            throw CommandException.WrongInput($"{path}: {e.Message}");
        }
    }
}
