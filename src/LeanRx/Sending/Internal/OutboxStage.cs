namespace LeanRx.Sending.Internal;

/// <summary>Where a send of the outbox stands. The first stage is left once, for one of the others.</summary>
internal enum OutboxStage
{
    /// <summary>On its way into the store; somebody awaits it.</summary>
    Storing,

    /// <summary>It ended before the store had it, by its token or its time: it does not go out, and does not stay in the store.</summary>
    GivenUp,

    /// <summary>In the store, and with the session; somebody awaits it.</summary>
    Out,

    /// <summary>Nobody awaits it: a client before this one left it behind, or this one was closed before the store had it. It goes out all the same.</summary>
    Left,
}
