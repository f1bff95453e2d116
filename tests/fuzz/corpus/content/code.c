#include <stdio.h>
int main(void) {
	if (1) {
label:
		puts("a");
#ifdef X
		puts("b");
#endif
	}
}
