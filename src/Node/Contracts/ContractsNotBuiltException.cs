namespace Plimsoll.Node.Contracts;

/// <summary>The program was built where there was no Solidity compiler.</summary>
public sealed class ContractsNotBuiltException : Exception
{
    internal ContractsNotBuiltException(string contract)
        : base($"This build has no contract {contract}: install Node.js 20 or newer and build again.") => Contract = contract;

    /// <summary>The contract that is missing.</summary>
    public string Contract { get; }
}
