using System.Text.Json.Nodes;

namespace LeanRx.Common.Internal;

/// <summary>
/// An object that need not be given to be filled: where none was given one is made for whoever looks, and as long as it is empty it counts as none. Equal where
/// what is given is the same object. Safe on any thread.
/// </summary>
internal struct LazyObject(JsonObject? given) : IEquatable<LazyObject>
{
    /// <summary>The object that was given, or a <see cref="Made"/>.</summary>
    object? _value = given;

    public JsonObject Value
    {
        get
        {
            if (_value is null)
                Interlocked.CompareExchange(ref _value, new Made(), null);
            return _value as JsonObject ?? ((Made)_value!).Object;
        }
    }

    /// <summary>What goes on the wire; null for none.</summary>
    public readonly JsonObject? Given => _value is Made made ? made.Object.Count > 0 ? made.Object : null : (JsonObject?)_value;

    /// <summary>For a copy of what it belongs to: an empty object that was made for one is not filled for both.</summary>
    public readonly LazyObject Copy() => Given is null ? default : this;

    public readonly bool Equals(LazyObject other) => ReferenceEquals(Given, other.Given);

    public override readonly bool Equals(object? obj) => obj is LazyObject other && Equals(other);

    public override readonly int GetHashCode() => Given?.GetHashCode() ?? 0;

    sealed class Made
    {
        public JsonObject Object { get; } = [];
    }
}
