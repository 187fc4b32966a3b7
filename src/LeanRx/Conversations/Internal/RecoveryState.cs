namespace LeanRx.Conversations.Internal;

/// <summary>What is known since the last login of messages that may be missing. Changed inside the gate alone.</summary>
internal sealed class RecoveryState
{
    /// <summary>Counts the logins: 0 before the first.</summary>
    public int Connection { get; private set; }

    /// <summary>Whether the server was asked where something was said while the connection was gone, and has not answered.</summary>
    public bool IsAsking { get; set; }

    /// <summary>Whether it has answered, for the connection that is open.</summary>
    public bool IsDone { get; set; }

    /// <summary>Whether the server has said by itself which conversations have unread messages.</summary>
    public bool IsReported { get; set; }

    /// <summary>The login up to which a conversation that was never heard of is known to be whole.</summary>
    public int VerifiedConnection => IsAsking ? 0 : Connection;

    /// <summary>Whether the server has not said yet where something was said while the connection was gone.</summary>
    public bool IsUnsure => Connection > 1 && (IsAsking || !(IsDone || IsReported));

    /// <summary>Whether something may be missing in a conversation that was not looked after since the login.</summary>
    /// <param name="verified">The login for which the conversation was looked after last.</param>
    public bool MayMiss(int verified) => verified != Connection && IsUnsure;

    public void OnOpened()
    {
        Connection++;
        IsReported = false;
    }
}
