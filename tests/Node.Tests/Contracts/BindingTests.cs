using Plimsoll.L1.Abi;
using Plimsoll.Node.Contracts;

namespace Plimsoll.Node.Tests.Contracts;

/// <summary>What is declared in C# is what was compiled from Solidity.</summary>
public sealed class BindingTests
{
    [Fact]
    public void Every_function_of_a_rollup_is_the_compiled_one() => Compare(() => ContractArtifacts.Rollup.Abi, [.. RollupCalls.All, .. RollupContract.All]);

    [Fact]
    public void Every_function_of_the_hub_is_the_compiled_one() => Compare(() => ContractArtifacts.SettlementHub.Abi, HubContract.All);

    [Fact]
    public void Every_function_of_the_judge_of_votes_is_the_compiled_one() => Compare(() => ContractArtifacts.BatchVotes.Abi, VotesContract.All);

    [Fact]
    public void Every_function_of_the_oracle_is_the_compiled_one() => Compare(() => ContractArtifacts.SolvencyOracle.Abi, OracleContract.All);

    [Fact]
    public void Every_function_and_event_of_an_issuer_and_its_receipt_is_the_compiled_one()
    {
        Compare(() => ContractArtifacts.ClaimIssuer.Abi, ClaimIssuerContract.All);
        Compare(() => ContractArtifacts.ClaimToken.Abi, TokenContract.All.Where(it => it.Name != "mint"));
        Compare(() => ContractArtifacts.GoodToken.Abi, TokenContract.All);
        Assert.Equal(Describe(ContractArtifacts.ClaimIssuer.Abi.Events), Describe(ClaimIssuerEvent.All));
    }

    [Fact]
    public void Every_event_is_the_compiled_one_and_none_of_a_rollup_is_left_out()
    {
        Assert.SkipUnless(ContractArtifacts.AreBuilt, "the contracts are not built: build once with Node.js");
        Assert.Equal(Describe(ContractArtifacts.Rollup.Abi.Events), Describe(RollupEvents.All));
        Assert.Empty(Describe(HubEvent.All).Except(Describe(ContractArtifacts.SettlementHub.Abi.Events)));
    }

    private static void Compare(Func<ContractAbi> compiled, IEnumerable<AbiFunction> declared)
    {
        Assert.SkipUnless(ContractArtifacts.AreBuilt, "the contracts are not built: build once with Node.js");
        foreach (AbiFunction function in declared)
            Assert.Equal(Types(compiled().Function(function.Signature)), Types(function));
    }

    private static string Types(AbiFunction function) => string.Join(',', function.Outputs.Select(output => output.Type.Name));

    private static IEnumerable<string> Describe(IEnumerable<AbiEvent> events) => events
        .Select(it => $"{it.Signature} {string.Concat(it.Parameters.Select(parameter => parameter.IsIndexed ? 'i' : '.'))}")
        .Order(StringComparer.Ordinal);
}
