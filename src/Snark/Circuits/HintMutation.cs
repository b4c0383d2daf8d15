namespace Plimsoll.Snark.Circuits;

/// <summary>Replaces the value of a hint, to see whether the constraints notice.</summary>
/// <param name="hint">Which hint, counted from 0 in the order of the definition.</param>
/// <param name="value">What an honest prover computes.</param>
internal delegate Fr HintMutation(int hint, Fr value);
