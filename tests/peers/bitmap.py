"""What tini's inner tests use of the module `bitmap`, which Debian does not have."""


class BitMap:
    def __init__(self, bits):
        self.bits = bits

    @classmethod
    def fromstring(cls, bits):
        return cls(bits)

    def nonzero(self):
        """The numbers of the bits that are set; the last one of the string has number 0."""
        return [number for number, bit in enumerate(reversed(self.bits)) if bit == "1"]
