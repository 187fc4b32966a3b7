using LeanRx.Server;

namespace LeanRx.Interop;

/// <summary>What serves the clients: one server, or several that serve as one.</summary>
public interface IBackend : IAsyncDisposable
{
    /// <summary>Where the clients come in that run at a place.</summary>
    Uri UrlOf(Place place);

    /// <summary>The engine of a server: of the next one at each call, where there are several.</summary>
    MessagingEngine NextEngine();

    /// <summary>Cuts every socket.</summary>
    void Cut();

    /// <summary>Stops every server and starts it again at the same address with the same data.</summary>
    /// <param name="meanwhile">What happens while no server runs.</param>
    Task RestartAsync(Func<Task>? meanwhile);
}

/// <summary>Starts what serves the clients.</summary>
/// <param name="settings">How each server serves, all but its stores.</param>
/// <param name="folder">Where stores may keep their files.</param>
public delegate Task<IBackend> BackendStart(LeanServerOptions settings, DirectoryInfo folder);
