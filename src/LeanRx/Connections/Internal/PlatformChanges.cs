using System.Net.NetworkInformation;
using System.Reactive;
using System.Reactive.Disposables;
using System.Reactive.Linq;
using System.Runtime.Versioning;
using LeanRx.Common.Internal;
using LeanRx.Transport.Internal;

namespace LeanRx.Connections.Internal;

/// <summary>The changes of the network that the platform tells of: addresses that come and go. One that cannot tell is silent.</summary>
internal static class PlatformChanges
{
    public static readonly IObservable<Unit> Instance = RuntimePlatform.IsBrowser ? Observable.Never<Unit>() : OfAddresses();

    [UnsupportedOSPlatform("browser")]
    static IObservable<Unit> OfAddresses() => Observable.Create<Unit>(static observer =>
    {
        NetworkAddressChangedEventHandler handler = (_, _) => observer.OnNext(Unit.Default);
        try
        {
            NetworkChange.NetworkAddressChanged += handler;
        }
        catch (Exception exception) when (exception is PlatformNotSupportedException or NetworkInformationException)
        {
            return Disposable.Empty;
        }
        return Disposable.Create(handler, static handler => NetworkChange.NetworkAddressChanged -= handler);
    });
}
