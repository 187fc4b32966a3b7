using LeanRx.Protocol;
using LeanRx.Runtime.Internal;

namespace LeanRx.Connections.Internal;

// protocol.md §4.1.1, §4.1.5
/// <summary>What a session remembers from one login to the next: its token, and how far it has seen the server's notices.</summary>
internal sealed class LoginMemory(LeanClientOptions options, Random random, bool fetchesMissedEvents, SessionClock clock)
{
    readonly SessionCapabilities _understood = SessionCapabilities.MessagePatches
        | SessionCapabilities.TemporaryConversations
        | SessionCapabilities.TransientAcks
        | SessionCapabilities.PartialFailures
        | SessionCapabilities.GroupReceipts
        | SessionCapabilities.MuteChanges
        | SessionCapabilities.UnreadCounts
        | (fetchesMissedEvents ? SessionCapabilities.ReliableNotifications : SessionCapabilities.None);

    static readonly string UserAgent = "leanrx/" + typeof(LoginMemory).Assembly.GetName().Version!.ToString(3);

    /// <summary>
    /// Without an id of its own a device that comes back would be taken for another one with its tag, while the server still holds its lost connection.
    /// </summary>
    readonly string? _deviceId = options.DeviceId ?? (options.Tag is null ? null : $"{random.Next():x8}{random.Next():x8}");

    string? _token;
    DateTimeOffset _tokenExpiry;
    long? _lastUnreadNotificationTime;
    long? _lastPatchTime;

    /// <summary>The server's clock at the last login, milliseconds; null when it did not tell.</summary>
    public long? ServerTime { get; private set; }

    /// <summary>Whether a token is at hand that stands for a signature.</summary>
    public bool HasToken => _token is not null && clock.Now < _tokenExpiry;

    /// <summary>The token, where there is one that is good.</summary>
    public string? Token => HasToken ? _token : null;

    public void ForgetToken() => _token = null;

    /// <summary>Takes note of a frame of the server.</summary>
    public void Note(Frame frame)
    {
        switch (frame)
        {
            case SessionFrame { Operation: SessionOperations.Opened or SessionOperations.Refreshed } session:
                _token = session.Token ?? _token;
                _tokenExpiry = Expiry(session.TokenTtl);
                if (session.Operation == SessionOperations.Opened)
                    ServerTime = session.ServerTimestamp;
                _lastPatchTime ??= session.ServerTimestamp;
                break;
            case UnreadFrame { NotificationTime: { } time }:
                _lastUnreadNotificationTime = Later(_lastUnreadNotificationTime, time);
                break;
            case PatchFrame { Operation: PatchOperations.Modify, Patches: { } patches }:
                foreach (var patch in patches)
                    if (patch.PatchTimestamp is { } patched)
                        _lastPatchTime = Later(_lastPatchTime, patched);
                break;
        }
    }

    /// <summary>The login. On a reconnect it displaces nobody, and an unexpired token takes the place of the signature.</summary>
    public SessionFrame Compose(int serialId, bool isReconnect, FrameSignature? signature) => new()
    {
        SerialId = serialId,
        Operation = SessionOperations.Open,
        ApplicationId = options.ApplicationId,
        PeerId = options.ClientId,
        UserAgent = UserAgent,
        ConfigurationBitmap = (long)_understood,
        Tag = options.Tag,
        DeviceId = _deviceId,
        IsReconnect = isReconnect ? true : null,
        Token = isReconnect && signature is null ? Token : null,
        Signature = signature,
        LastUnreadNotificationTime = _lastUnreadNotificationTime,
        LastPatchTime = _lastPatchTime,
    };

    DateTimeOffset Expiry(long? seconds) => seconds switch
    {
        <= 0 => DateTimeOffset.MinValue,
        { } some when some < (DateTimeOffset.MaxValue - clock.Now).TotalSeconds => clock.Now.AddSeconds(some),
        _ => DateTimeOffset.MaxValue,
    };

    static long Later(long? one, long other) => one > other ? one.Value : other;
}
