namespace LeanRx.Interop;

/// <summary>How a scenario went between two SDKs.</summary>
public enum Outcome
{
    /// <summary>It went well, in both directions.</summary>
    Passed,

    /// <summary>It went well in the one direction that both SDKs offer.</summary>
    PassedOneWay,

    /// <summary>At least one of the SDKs does not offer it.</summary>
    NotOffered,

    /// <summary>It did not go well.</summary>
    Failed,
}
