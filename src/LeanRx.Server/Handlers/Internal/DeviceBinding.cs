using LeanRx.Protocol;
using LeanRx.Server.Devices.Internal;
using LeanRx.Server.Runtime.Internal;
using LeanRx.Server.Sessions.Internal;

namespace LeanRx.Server.Handlers.Internal;

// protocol.md §4.1.1, §4.15
/// <summary>Notifies a client on the device on which it is logged in, from its login to its logout. A login or logout never fails of it.</summary>
internal static class DeviceBinding
{
    /// <summary>What a login says that its device is addressed by; nothing where it does not want notifications.</summary>
    public static IReadOnlyList<string> AddressesIn(SessionFrame login)
    {
        var binds = login.DeviceToken is not null || ((SessionCapabilities)(login.ConfigurationBitmap ?? 0) & SessionCapabilities.BindInstallation) != 0;
        return binds ? [.. new[] { login.DeviceToken, login.InstallationId, login.DeviceId }.Where(static id => !string.IsNullOrEmpty(id)).OfType<string>()
            .Distinct(StringComparer.Ordinal)] : [];
    }

    public static ValueTask BindAsync(Session session) =>
        RunAsync(session, static (registry, session) => registry.BindAsync(session.ClientId, session.PushAddresses));

    public static ValueTask UnbindAsync(Session session) =>
        RunAsync(session, static (registry, session) => registry.UnbindAsync(session.ClientId, session.PushAddresses));

    static async ValueTask RunAsync(Session session, Func<DeviceRegistry, Session, ValueTask> work)
    {
        if (session.PushAddresses.Count == 0)
            return;
        try
        {
            await work(new DeviceRegistry(session.App), session).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            session.App.Services.Log.LogFault(exception, "telling a device who is logged in on it");
        }
    }
}
