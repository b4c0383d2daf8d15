using System.Globalization;
using Plimsoll.Ratio;

// Proofs beside snarkjs, in one go on one machine:
//   prove CONSTRAINTS ROUNDS      (the same key and witness for both, in turn; each verifies the other's proof)
//   alone CONSTRAINTS ROUNDS      (without snarkjs, which takes minutes from 2^18 on: set-up, witness, proof, memory)
//   powers LOG2 ours|both         (phase-2 preparation of a powers-of-tau file that snarkjs made)
switch (args)
{
    case ["prove", var constraints, var rounds]:
        await Proofs.CompareAsync(Number(constraints), Number(rounds));
        return 0;
    case ["alone", var constraints, var rounds]:
        Proofs.MakeAlone(Number(constraints), Number(rounds));
        return 0;
    case ["powers", var log2, "ours" or "both"]:
        await Powers.PrepareAsync(Number(log2), args[2] == "both");
        return 0;
    default:
        Console.Error.WriteLine("prove CONSTRAINTS ROUNDS | alone CONSTRAINTS ROUNDS | powers LOG2 ours|both");
        return 2;
}

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
