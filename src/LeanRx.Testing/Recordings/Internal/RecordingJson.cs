using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace LeanRx.Testing.Recordings.Internal;

/// <summary>JSON without reflection.</summary>
[JsonSerializable(typeof(JsonObject))]
sealed partial class RecordingJson : JsonSerializerContext;
