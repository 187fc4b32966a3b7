using LeanRx.Common.Internal;

namespace LeanRx.Connections.Internal;

/// <summary>States as log lines say them.</summary>
internal static class StateText
{
    public static string Of(ConnectionState state) => state switch
    {
        ConnectionState.Disconnected { Cause: null } => "Disconnected",
        ConnectionState.Disconnected { Cause: { } cause } => $"Disconnected: {Line(cause)}",
        ConnectionState.Connected { IsReconnect: true } => "Connected again",
        ConnectionState.Reconnecting lost => $"Reconnecting: attempt {lost.Attempt} in {Text.Of(lost.RetryIn)}: {Line(lost.Cause)}",
        _ => state.GetType().Name,
    };

    static string Line(Exception cause) => cause.Message.Replace('\r', ' ').Replace('\n', ' ');
}
