namespace LeanRx.Protocol.Codecs.Internal;

/// <summary>Writes the fields of an object that the writer has opened and will close.</summary>
delegate void JsonItemWriter<in T>(T item, ref JsonFrameWriter writer);
