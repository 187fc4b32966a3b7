using System.Collections;
using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace LeanRx.Server;

/// <summary>The applications of an engine, by their ids.</summary>
public sealed class ServerApplicationCollection : IReadOnlyCollection<ServerApplication>
{
    readonly FrozenDictionary<string, ServerApplication> _byId;

    internal ServerApplicationCollection(IEnumerable<ServerApplication> applications) =>
        _byId = applications.ToFrozenDictionary(application => application.ApplicationId, StringComparer.Ordinal);

    /// <summary>The number of applications.</summary>
    public int Count => _byId.Count;

    /// <summary>The application with an id.</summary>
    /// <exception cref="ArgumentException">There is no such application.</exception>
    public ServerApplication this[string applicationId] => TryGet(applicationId, out var application)
        ? application
        : throw new ArgumentException($"There is no application '{applicationId}' here.", nameof(applicationId));

    /// <summary>Finds the application with an id.</summary>
    /// <returns>False if there is no such application.</returns>
    public bool TryGet(string applicationId, [NotNullWhen(true)] out ServerApplication? application) => _byId.TryGetValue(applicationId, out application);

    /// <inheritdoc/>
    public IEnumerator<ServerApplication> GetEnumerator() => ((IEnumerable<ServerApplication>)_byId.Values).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
