using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace LeanRx.Testing.Internal;

/// <summary>JSON without reflection.</summary>
[JsonSerializable(typeof(JsonObject))]
sealed partial class SessionJson : JsonSerializerContext;
