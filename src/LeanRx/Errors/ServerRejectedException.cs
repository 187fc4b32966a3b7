using LeanRx.Protocol;

namespace LeanRx;

// protocol.md §8
/// <summary>The server refused a command or a login.</summary>
public sealed class ServerRejectedException : LeanRxException
{
    /// <summary>Makes the exception.</summary>
    public ServerRejectedException(int code, string? reason, string? detail = null, int? applicationCode = null, string? applicationMessage = null)
        : base(Describe(code, reason, detail, applicationMessage))
    {
        Code = code;
        Reason = reason ?? ErrorCodes.NameOf(code);
        Detail = detail;
        ApplicationCode = applicationCode;
        ApplicationMessage = applicationMessage;
    }

    /// <summary>The same refusal, told again in another place.</summary>
    internal ServerRejectedException(string where, ServerRejectedException refusal) : base($"{where}: {refusal.Message}", refusal)
    {
        Code = refusal.Code;
        Reason = refusal.Reason;
        Detail = refusal.Detail;
        ApplicationCode = refusal.ApplicationCode;
        ApplicationMessage = refusal.ApplicationMessage;
    }

    /// <summary>The server's code, see <see cref="ErrorCodes"/>.</summary>
    public int Code { get; }

    /// <summary>The code's name, for example <c>CONVERSATION_NOT_FOUND</c>.</summary>
    public string Reason { get; }

    /// <summary>Detail for people, when the server gave some.</summary>
    public string? Detail { get; }

    /// <summary>The code that an application hook gave.</summary>
    public int? ApplicationCode { get; }

    /// <summary>The text that an application hook gave.</summary>
    public string? ApplicationMessage { get; }

    static string Describe(int code, string? reason, string? detail, string? applicationMessage)
    {
        var text = $"The server refused: {code} {reason ?? ErrorCodes.NameOf(code)}";
        return (detail ?? applicationMessage) is { } more ? $"{text} ({more})." : text + ".";
    }
}
