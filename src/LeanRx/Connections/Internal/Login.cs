using LeanRx.Protocol;
using LeanRx.Runtime.Internal;

namespace LeanRx.Connections.Internal;

// protocol.md §4.1.5
/// <summary>The login of one connection: by token where one is at hand on a reconnect, else signed by the options' provider.</summary>
internal sealed class Login(SessionParts parts, Connection connection, bool isReconnect) : IDisposable
{
    CancellationTokenSource? _signing;
    int? _serialId;
    bool _byToken;

    public bool IsReply(Frame frame) => _serialId is not null && frame.SerialId == _serialId;

    /// <summary>Signs unless a token stands for the signature; the connection hears when that is done, at once where it can be.</summary>
    public void Sign()
    {
        if (isReconnect && parts.Memory.HasToken || parts.Options.SignatureProvider is not { } provider)
        {
            connection.OnSigned(null);
            return;
        }
        _signing = new CancellationTokenSource();
        var signing = Ask(provider, _signing.Token);
        if (signing.IsCompleted)
            Finish(signing);
        else
            parts.Gate.PostWhenDone(signing, this, static (login, signing) => login.Finish(signing));
    }

    public SessionFrame Compose(FrameSignature? signature)
    {
        _serialId = parts.SerialIds.Next();
        var frame = parts.Memory.Compose(_serialId.Value, isReconnect, signature);
        _byToken = frame.Token is not null;
        return frame;
    }

    /// <summary>The server does not take the token: forgets it. False when the login had not used one, so that trying again is of no use.</summary>
    public bool GiveUpToken()
    {
        var had = _byToken;
        _byToken = false;
        parts.Memory.ForgetToken();
        return had;
    }

    public void Dispose()
    {
        // What hangs on the token is the provider's code, which does not run inside the gate.
        if (_signing is { } signing)
            parts.Clock.Scheduler.ScheduleOrFallback(signing, static signing => signing.Cancel());
        _signing = null;
    }

    Task<Signature> Ask(ISignatureProvider provider, CancellationToken cancellationToken)
    {
        try
        {
            return provider.SignAsync(new SignatureRequest
            {
                ApplicationId = parts.Options.ApplicationId,
                ClientId = parts.Options.ClientId,
                Action = SignatureAction.Open,
                ConversationId = null,
                MemberIds = [],
            },
                cancellationToken)
                ?? throw new InvalidOperationException("The signature provider gave no task.");
        }
        catch (Exception exception)
        {
            return Task.FromException<Signature>(exception);
        }
    }

    void Finish(Task<Signature> signing)
    {
        _signing = null;
        if (signing.IsFaulted)
            connection.OnNotSigned(signing.Exception!.InnerException!);
        else if (signing.IsCanceled)
            connection.OnNotSigned(new OperationCanceledException("The signature provider cancelled."));
        else
            Finish(signing.GetAwaiter().GetResult());
    }

    void Finish(Signature? signature)
    {
        FrameSignature frame;
        try
        {
            frame = Signing.ToFrame(signature);
        }
        catch (InvalidOperationException exception)
        {
            connection.OnNotSigned(exception);
            return;
        }
        connection.OnSigned(frame);
    }
}
