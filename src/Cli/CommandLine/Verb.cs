using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json;
using Plimsoll.Devnet;
using Plimsoll.L1.Abi;
using Plimsoll.L1.Rpc;
using Plimsoll.Node.Chain;
using Plimsoll.Node.Contracts;
using Plimsoll.Node.Storage;

namespace Plimsoll.Cli.CommandLine;

/// <summary>One command: its name, what it does, examples for its help, and how failures become exit codes.</summary>
internal abstract class Verb : Command
{
    protected Verb(string name, string description, params string[] examples)
        : base(name, description) => Examples = examples;

    /// <summary>Command lines that work, without the program's name.</summary>
    public IReadOnlyList<string> Examples { get; }

    /// <summary>The names from below the root to the command that was meant.</summary>
    public static IEnumerable<string> PathOf(ParseResult result)
    {
        Stack<string> names = new();
        for (SymbolResult? at = result.CommandResult; at is CommandResult { Command: not RootCommand } command; at = at.Parent)
            names.Push(command.Command.Name);
        return names;
    }

    /// <summary>Says what the command does when it is called.</summary>
    protected void Does(Func<ParseResult, Terminal, CancellationToken, Task<ExitCode>> work)
    {
        Option<bool> json = new("--json") { Description = "Answer as one JSON document." };
        if (!Options.Any(option => option.Name == json.Name))
            Options.Add(json);
        SetAction(async (result, cancellationToken) =>
        {
            bool isJson = JsonFile is { } file ? file.IsForTerminal(result) : result.GetValue(json);
            Terminal terminal = new(result.InvocationConfiguration.Output, result.InvocationConfiguration.Error, isJson);
            try
            {
                return (int)await work(result, terminal, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (Explain(e, cancellationToken) is { } failure)
            {
                terminal.Fail(failure.ExitCode, failure.Message, failure.Remedy);
                return (int)failure.ExitCode;
            }
        });
    }

    /// <summary>A command without options of its own that needs no waiting.</summary>
    protected void Does(Func<ParseResult, Terminal, ExitCode> work) => Does((result, terminal, _) => Task.FromResult(work(result, terminal)));

    /// <summary>The option of commands whose <c>--json</c> can name a file; null for the others.</summary>
    private JsonFileOption? JsonFile => Options.OfType<JsonFileOption>().SingleOrDefault();

    /// <summary>Expected failures in words; null for defects, which end the program with their trace.</summary>
    private static CommandException? Explain(Exception e, CancellationToken cancellationToken) => e switch
    {
        CommandException known => known,
        OperationCanceledException when cancellationToken.IsCancellationRequested => new(ExitCode.Cancelled, "stopped before it was done"),
        ExecutionRevertedException reverted => CommandException.Refused($"the contract refused: {reverted.Message}"),
        AbiException => CommandException.Unavailable("the contract does not answer as a rollup", "Is --rpc a node of the chain that --deployment is of?", e),
        RpcException rpc => CommandException.Unavailable($"the Ethereum node: {rpc.Message}", "Is it running, and is --rpc its address?", rpc),
        AnvilException anvil => CommandException.Unavailable(anvil.Message),
        TransactionFailedException failed => CommandException.Refused($"L1 refuses to {failed.Message}"),
        StoreException store => CommandException.Unavailable($"the node's store: {store.Message}", "Name another folder with --data, or delete this one: what it holds does not fit the chain."),
        BlobsMissingException blobs => CommandException.Unavailable(blobs.Message, "L1 keeps blobs 18 days: name an archive with --archive."),
        JsonException json => CommandException.WrongInput($"not valid JSON: {json.Message}"),
        FileNotFoundException or DirectoryNotFoundException => CommandException.Unavailable(e.Message, "Check the path."),
        IOException or UnauthorizedAccessException => CommandException.Unavailable(e.Message),
        HttpRequestException http => CommandException.Unavailable($"no answer: {http.Message}", "Is the node running, and is --node its address?", http),
        _ => null,
    };
}
