using System.Text.Json.Serialization;

namespace LeanRx.Cli.Importing.Files;

[JsonSerializable(typeof(string))]
sealed partial class FileJson : JsonSerializerContext;
